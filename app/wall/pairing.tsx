'use client'
import { useTranslations } from 'use-intl/react'
import { isSecurePage } from '../_browser/secure-page.ts'
import { BrandMark } from '../_shell/brand-mark.tsx'
import { QrCode } from '../_ui/qr-code.tsx'
import { usePairing } from './use-pairing.ts'

/** A screen that nobody has paired shows a code; who types it on the screens page gives it a board. */
export function Pairing() {
  const t = useTranslations('pairing')
  const code = usePairing()
  return (
    <main className="wall wall-message" data-live="connecting">
      <BrandMark className="wall-mark" />
      <h1>{t('title')}</h1>
      <div className="wall-pairing">
        <p className="wall-code figure" data-code={code ?? ''}>
          {code === null ? '–' : `${code.slice(0, 4)} ${code.slice(4)}`}
        </p>
        {code !== null && (
          <QrCode className="wall-qr" text={`${location.origin}/screens?code=${code}`} label={t('qr')} />
        )}
      </div>
      <p>{t('text', { address: `${location.host}/screens` })}</p>
      {!isSecurePage() && <p data-needs-https="awake">{t('needsHttps')}</p>}
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>{t('signIn')}</a>
      </p>
    </main>
  )
}

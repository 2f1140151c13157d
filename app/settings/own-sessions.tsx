'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { signOut } from '../_shell/sign-out.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'

/** Ends all sessions of the person, such as after a phone was lost; asked once more, for it ends this one too. */
export function OwnSessions() {
  const t = useTranslations('settings')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  async function end(): Promise<void> {
    setBusy(true)
    setFailed(false)
    const ended = await signOut('everywhere')
    setBusy(false)
    setFailed(!ended)
  }
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line py-3">
      <p className="min-w-48 flex-1 text-ink-2">{t('sessionsText')}</p>
      <Choose
        trigger={
          <Button size="large" disabled={busy} data-act="end-sessions">
            {t('everywhere')}
          </Button>
        }
        choices={[{ key: 'sure', label: t('everywhereSure'), choose: () => void end() }]}
      />
      <Fault text={failed ? t('notEnded') : null} />
    </div>
  )
}

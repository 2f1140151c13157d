'use client'
import { useTranslations } from 'use-intl/react'
import { OpenPage } from '../_shell/open-page.tsx'
import { buttonClass } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { LinkFrame } from './link-frame.tsx'

function Missing() {
  const t = useTranslations('noAccess')
  return (
    <LinkFrame title={t('no_page.title')}>
      <div className="grid justify-items-start gap-3 pt-6" data-missing="">
        <Icon name="link" className="text-2xl text-ink-3" />
        <h1 className="text-xl font-semibold">{t('no_page.title')}</h1>
        <p className="text-ink-2">{t('no_page.text')}</p>
        <a className={buttonClass('plain', 'large')} href="/">
          {t('home')}
        </a>
      </div>
    </LinkFrame>
  )
}

/** An address that leads nowhere, such as one that was mistyped or cut off: said in the reader's language, with a way on. */
export function MissingPage() {
  return (
    <OpenPage audience="anybody">
      <Missing />
    </OpenPage>
  )
}

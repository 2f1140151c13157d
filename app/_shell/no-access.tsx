'use client'
import { useTranslations } from 'use-intl/react'
import { buttonClass } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'

const known = ['forbidden', 'not_found', 'no_agent', 'unauthenticated'] as const

/** A page that is not this person's, or is not there. */
export function NoAccess({ code }: { code: string }) {
  const t = useTranslations('noAccess')
  const which = known.find((each) => each === code) ?? 'waiting'
  return (
    <div className="m-auto grid max-w-md justify-items-center gap-3 p-8 text-center">
      <Icon name={which === 'waiting' ? 'plug' : 'eyeOff'} className="text-2xl text-ink-3" />
      <h1 className="text-xl font-semibold">{t(`${which}.title`)}</h1>
      <p className="text-ink-2">{t(`${which}.text`)}</p>
      {which === 'unauthenticated' ? (
        <a className={buttonClass('strong', 'large')} href="/sign-in">
          {t('signIn')}
        </a>
      ) : (
        <a className={buttonClass('plain', 'large')} href="/">
          {t('home')}
        </a>
      )}
    </div>
  )
}

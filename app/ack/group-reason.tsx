'use client'
import { useTranslations } from 'use-intl/react'

interface GroupReasonProps {
  act: 'take' | 'coming'
  /** Who is signed in here, and may not do it; null: nobody is signed in. */
  you: string | null
  person: string | null
}

/** Why a button of a group's chat still asks: its chat names nobody, and nobody who may is signed in here. */
export function GroupReason({ act, you, person }: GroupReasonProps) {
  const t = useTranslations('linkPage')
  if (you !== null)
    return (
      <p className="border-s-4 border-warn ps-3 text-ink-2" data-group-reason="forbidden">
        {t('notYours', { you })}
      </p>
    )
  const back = encodeURIComponent(`${location.pathname}?group=${act}`)
  return (
    <div className="grid justify-items-start gap-2 text-ink-2" data-group-reason="unknown">
      <p>{t('groupReason', { name: person ?? '–' })}</p>
      <a href={`/sign-in?next=${back}`} className="font-medium text-ink underline underline-offset-4">
        {t('groupSignIn')}
      </a>
    </div>
  )
}

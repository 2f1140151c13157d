'use client'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Icon, type IconName } from '../_ui/icons.tsx'
import type { LinkRefusal } from './use-link.ts'

const icons: Record<LinkRefusal, IconName> = {
  expired: 'clock',
  revoked: 'cross',
  not_found: 'link',
  too_fast: 'snooze',
  no_answer: 'plug',
}

/** A link that opens nothing (any more), and what one can do then. */
export function LinkRefused({ code, again }: { code: LinkRefusal; again: () => void }) {
  const t = useTranslations('linkPage')
  return (
    <div className="grid justify-items-start gap-3 pt-6" data-refused={code}>
      <Icon name={icons[code]} className="text-2xl text-ink-3" />
      <h1 className="text-xl font-semibold">{t(`refused.${code}.title`)}</h1>
      <p className="text-ink-2">{t(`refused.${code}.text`)}</p>
      {(code === 'no_answer' || code === 'too_fast') && (
        <Button size="large" onClick={again}>
          {t('again')}
        </Button>
      )}
    </div>
  )
}

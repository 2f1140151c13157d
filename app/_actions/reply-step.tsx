'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { TimeChips } from './time-chips.tsx'
import type { WorkItemAction } from './work-item-action.ts'

/** We spoke to the customer: with the answer, accepted or refused, or with word of how far we are and when the next one comes. */
export function ReplyStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('steps')
  const owning = useRow('case', subject)
  const reply = (data: Record<string, unknown>) => acting.event('case.replied', subject, data).then(done)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-1.5">
        <Button
          tone="strong"
          disabled={acting.busy}
          onClick={() => reply({ kind: 'answer', accepted: true })}
        >
          {t('answerAccepted')}
        </Button>
        <Button disabled={acting.busy} onClick={() => reply({ kind: 'answer', accepted: false })}>
          {t('answerRefused')}
        </Button>
      </div>
      <div className="grid gap-1.5">
        <p className="text-[0.8125rem] text-ink-2">{t('progress')}</p>
        <TimeChips
          busy={acting.busy}
          label={t('progress')}
          queue={owning?.queue ?? null}
          onPick={(nextAt) => reply({ kind: 'progress', nextAt })}
        />
      </div>
    </div>
  )
}

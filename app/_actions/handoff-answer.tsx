'use client'
import { useTranslations } from 'use-intl/react'
import type { HandoffRow } from '#core/rows/case-rows.ts'
import { useFormats } from '../_format/use-words.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { useAct } from '../_ui/use-act.ts'

/** What came back from a department: its answer; or its wish for more time, which the customer has to agree to first. */
export function HandoffAnswer({ row }: { row: HandoffRow }) {
  const t = useTranslations('handoffAnswer')
  const format = useFormats()
  const { event, busy, fault } = useAct()
  const { moreTime, answer, returnedAt } = row
  const asked = moreTime !== null && moreTime.state === 'asked' && returnedAt === null
  const decide = (granted: boolean) => event('handoff.time_decided', row.id, { granted })
  if (answer === null && moreTime === null) return null
  return (
    <div className="grid gap-1.5 border-s-4 border-info ps-3" data-handoff={row.id}>
      {answer !== null && <p className="whitespace-pre-wrap">{answer}</p>}
      {moreTime !== null && returnedAt === null && (
        <p className="font-medium">
          {t(moreTime.state, { time: format.dayTime(moreTime.until) })}
          {moreTime.reason !== null && <span className="font-normal text-ink-2"> · {moreTime.reason}</span>}
        </p>
      )}
      {asked && (
        <div className="flex flex-wrap gap-1.5">
          <Button tone="strong" disabled={busy} onClick={() => decide(true)} data-time-decided="granted">
            {t('agree')}
          </Button>
          <Button disabled={busy} onClick={() => decide(false)} data-time-decided="refused">
            {t('disagree')}
          </Button>
        </div>
      )}
      <Fault text={fault} />
    </div>
  )
}

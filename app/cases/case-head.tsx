'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { useMay } from '../_actions/use-may.ts'
import { OwnerPicker } from '../_assign/owner-picker.tsx'
import { OrderReason } from '../_format/order-reason.tsx'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { StateShape, type StatusIcon } from '../_ui/status-icon.tsx'
import { caseHeadline } from '../_work-items/case-headline.ts'
import { Offers } from './offers.tsx'
import { customersSummary, offersOf, type TimelineEvent } from './timeline-events.ts'

const marks: Record<CaseRow['urgency'], StatusIcon> = { ok: 'ok', warned: 'warned', breached: 'breached' }

/** Who, what and where it stands; and the customer's line, once the events are read: what they had to do for it. */
export function CaseHead({ row, events }: { row: CaseRow; events: readonly TimelineEvent[] | null }) {
  const t = useTranslations('case')
  const state = useTranslations('caseState')
  const kind = useOpenWord('kind')
  const format = useFormats()
  const duration = useDuration()
  const owner = useAgentName(row.owner)
  const may = useMay(row)
  const facts = useFacts()
  const live = useRow('queue', row.queue ?? '')
  const queue = live ?? (facts.queues ?? []).find(({ id }) => id === row.queue) ?? null
  const summary = events === null ? null : customersSummary(events)
  const offers = offersOf(events ?? [])
  const causeTitle = useCauseTitle()
  const describe = useTranslations('describe')
  const isNamedFault = row.fault !== null && describe.has(`fault.${row.fault}` as never)
  const fault = isNamedFault
    ? `${describe('faultOf')}: ${describe(`fault.${row.fault}` as 'fault.ours')}`
    : null
  // Who was only called in to the case calls the number, and is no attempt of the case's.
  const about = may('case.noted') ? { case: row.id } : {}
  const isWaiting = row.customerWaitingSince !== null && row.state === 'open'
  const mark: StatusIcon = !row.watched && row.state === 'open' ? 'breached' : marks[row.urgency]
  return (
    <header className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <StateShape mark={mark} className="!size-3.5" />
        <b className="text-ink">{state(row.state)}</b>
        <span>
          {kind(row.kind)} {shownId(row.id)}
        </span>
        {row.priority !== 'normal' && (
          <b className="text-warn">{row.priority === 'vip' ? t('vip') : t('high')}</b>
        )}
        {queue !== null && <span>{queue.name}</span>}
        {may('case.assigned') && row.state !== 'resolved' ? (
          <OwnerPicker
            given={{ type: 'case.assigned', subject: row.id }}
            owner={row.owner}
            ownerName={owner}
            queue={row.queue}
            team={row.team}
            className="print:border-transparent"
          />
        ) : (
          <span>
            <Icon name="person" /> {owner ?? t('noOwner')}
          </span>
        )}
        <Button tone="quiet" className="ms-auto print:hidden" onClick={() => window.print()}>
          <Icon name="print" /> {t('print')}
        </Button>
      </p>
      <h1 className="text-2xl leading-tight font-semibold tracking-tight text-balance">
        {caseHeadline(row) ?? `${kind(row.kind)} ${shownId(row.id)}`}
      </h1>
      <p className="text-lg">
        <OrderReason reason={row.reason} />
      </p>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2">
        {summary !== null && (
          <span>
            {t.rich('customersLine', {
              came: summary.came,
              spoke: summary.spoke,
              // While the customer waits, it goes on.
              took: () =>
                isWaiting && summary.firstAt > 0 ? (
                  <SpelledSince at={summary.firstAt} />
                ) : (
                  duration(summary.tookMs / 1_000)
                ),
            })}
          </span>
        )}
        {isWaiting && (
          <span>
            {t.rich('waitingSince', {
              since: () => <SpelledSince at={row.customerWaitingSince as string} />,
            })}
          </span>
        )}
        {row.cause !== null && (
          <span data-cause={row.cause}>
            {[causeTitle(row.cause), fault].filter((each) => each !== null).join(' · ')}
          </span>
        )}
        {row.deadlineAt !== null && <span>{t('deadline', { time: format.dayTime(row.deadlineAt) })}</span>}
        {(row.name !== null || row.phone !== null) && (
          <span className="figure inline-flex flex-wrap gap-x-1.5">
            {row.name}
            {row.phone !== null && <PhoneNumber phone={row.phone} about={about} />}
          </span>
        )}
      </p>
      {offers.length > 0 && <Offers offers={offers} />}
    </header>
  )
}

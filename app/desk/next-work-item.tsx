'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { WorkItemSteps } from '../_actions/work-item-steps.tsx'
import { OrderReason } from '../_format/order-reason.tsx'
import { useFormats, useOpenWord, useRuleTitle } from '../_format/use-words.ts'
import { useRow, useServerNow } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { StateShape, statusColour } from '../_ui/status-icon.tsx'
import { Since, Until } from '../_ui/ticking.tsx'
import { useRules } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { workItemIcon } from '../_work-items/work-item-icon.ts'
import { DialNumber } from './dial-number.tsx'

const edges = { breached: 'border-breach-fill', warned: 'border-warn' } as const

/** How long is left; without a due, how long it has been owed. */
function EntryTime({ item }: { item: WorkItem }) {
  if (item.state === 'unwatched') return <Icon name="eyeOff" />
  if (item.dueAt !== null) return <Until at={item.dueAt} />
  return item.sinceAt === null ? '–' : <Since at={item.sinceAt} word="since" />
}

/** The one thing to do now: how long is left, what it is, why it is first, and the step itself. */
export function NextWorkItem({ item }: { item: WorkItem }) {
  const t = useTranslations('desk')
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const title = useRuleTitle()
  const rules = useRules()
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const row = useRow('case', item.caseId ?? '')
  const mark = workItemIcon[item.state]
  const edge = mark === 'breached' || mark === 'warned' ? edges[mark] : 'border-line-strong'
  return (
    <section aria-label={t('next')} data-next={item.key} className={`border-t-4 ${edge} grid gap-4 pt-3`}>
      <div className="flex flex-wrap items-end gap-x-8 gap-y-2">
        <div>
          <p className="flex items-center gap-1.5 text-sm text-ink-2">
            <StateShape mark={mark} />
            {item.rule === null ? t('next') : title(rules.get(item.rule), item.rule)}
          </p>
          <p
            className={`figure narrow text-display leading-[0.95] font-semibold tracking-tight ${mark === 'idle' ? '' : statusColour[mark]}`}
          >
            <EntryTime item={item} />
          </p>
        </div>
        <div className="min-w-64 flex-1 pb-1">
          <h1 className="text-2xl leading-tight font-semibold text-balance">
            {item.caseId === null ? (
              (item.text ?? type(item.type))
            ) : (
              <PageLink href={`/cases/${encodeURIComponent(item.caseId)}`} className="hover:underline">
                {item.text ?? `${type(item.type)} ${shownId(item.id)}`}
              </PageLink>
            )}
          </h1>
          <p className="mt-1 text-ink-2">
            {item.kind === null || item.type !== 'case' ? type(item.type) : kind(item.kind)}{' '}
            {shownId(item.id)}
            {item.type === 'promise' && item.dueAt !== null && t('by', { time: format.by(item.dueAt, now) })}
            {row !== null && row.reason.values.rule !== item.rule && (
              <>
                {' · '}
                <OrderReason reason={row.reason} />
              </>
            )}
          </p>
          <DialNumber item={item} />
        </div>
      </div>
      <WorkItemSteps item={item} />
    </section>
  )
}

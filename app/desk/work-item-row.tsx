'use client'
import { memo, useState } from 'react'
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
import { itemIcons } from './item-icons.ts'

/** One of the things after the next one; pressed, it shows its own steps. */
export const WorkItemRow = memo(function WorkItemRow({ item }: { item: WorkItem }) {
  const t = useTranslations('desk')
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const title = useRuleTitle()
  const rules = useRules()
  const row = useRow('case', item.caseId ?? '')
  const [open, setOpen] = useState(false)
  const mark = workItemIcon[item.state]
  return (
    <li className="border-b border-line" data-entry={item.key}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[1.25rem_5.5rem_minmax(0,1fr)_1rem] items-center gap-x-2 py-2.5 text-start hover:bg-surface"
      >
        <StateShape mark={mark} className="!size-3.5" />
        <span
          className={`figure narrow text-end text-xl leading-none font-semibold ${mark === 'idle' ? '' : statusColour[mark]}`}
        >
          {item.dueAt !== null ? (
            <Until at={item.dueAt} />
          ) : item.sinceAt === null ? (
            '–'
          ) : (
            <Since at={item.sinceAt} word="since" />
          )}
        </span>
        <span className="min-w-0 ps-1">
          <span className="block truncate font-medium">
            <Icon name={itemIcons[item.type]} className="me-1.5 text-ink-3" />
            {item.text ?? `${type(item.type)} ${shownId(item.id)}`}
          </span>
          <span className="block truncate text-sm text-ink-3">
            {item.rule === null ? type(item.type) : title(rules.get(item.rule), item.rule)}
            {item.type === 'promise' && item.dueAt !== null && (
              <span className="font-medium text-ink-2">
                {' '}
                · {t('by', { time: format.by(item.dueAt, now) })}
              </span>
            )}
            {item.type === 'case' && row !== null && row.reason.values.rule !== item.rule && (
              <>
                {' · '}
                <OrderReason reason={row.reason} />
              </>
            )}
          </span>
        </span>
        <Icon name="chevron" className={open ? 'rotate-90 text-ink-3' : 'text-ink-3'} />
      </button>
      {open && (
        <div className="grid gap-2 pb-3 ps-[7.25rem]">
          <DialNumber item={item} />
          {row !== null && (
            <PageLink
              className="w-fit text-base font-medium underline"
              href={`/cases/${encodeURIComponent(row.id)}`}
              data-to-case=""
            >
              {t('openCase', { kind: kind(row.kind), id: shownId(row.id) })}
            </PageLink>
          )}
          <WorkItemSteps item={item} pressed />
        </div>
      )}
    </li>
  )
})

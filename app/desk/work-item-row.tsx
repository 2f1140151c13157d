'use client'
import { memo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { EntrySteps } from '../_actions/entry-steps.tsx'
import { OrderReason } from '../_format/order-reason.tsx'
import { useFormats, useOpenWord, useRuleTitle } from '../_format/use-words.ts'
import { useRow, useServerNow } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { StateShape, statusColour } from '../_ui/status-icon.tsx'
import { Since, Until } from '../_ui/ticking.tsx'
import { entryIcon } from '../_work-items/entry-icon.ts'
import { useRules } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { DialNumber } from './dial-number.tsx'
import { itemIcons } from './item-icons.ts'

/** One of the things after the next one; pressed, it shows its own steps. */
export const WorkItemRow = memo(function WorkItemRow({ entry }: { entry: WorkItem }) {
  const t = useTranslations('desk')
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const title = useRuleTitle()
  const rules = useRules()
  const row = useRow('case', entry.caseId ?? '')
  const [open, setOpen] = useState(false)
  const mark = entryIcon[entry.state]
  return (
    <li className="border-b border-line" data-entry={entry.key}>
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
          {entry.dueAt !== null ? (
            <Until at={entry.dueAt} />
          ) : entry.sinceAt === null ? (
            '–'
          ) : (
            <Since at={entry.sinceAt} word="since" />
          )}
        </span>
        <span className="min-w-0 ps-1">
          <span className="block truncate font-medium">
            <Icon name={itemIcons[entry.type]} className="me-1.5 text-ink-3" />
            {entry.text ?? `${type(entry.type)} ${shownId(entry.id)}`}
          </span>
          <span className="block truncate text-sm text-ink-3">
            {entry.rule === null ? type(entry.type) : title(rules.get(entry.rule), entry.rule)}
            {entry.type === 'promise' && entry.dueAt !== null && (
              <span className="font-medium text-ink-2">
                {' '}
                · {t('by', { time: format.by(entry.dueAt, now) })}
              </span>
            )}
            {entry.type === 'case' && row !== null && row.reason.values.rule !== entry.rule && (
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
          <DialNumber entry={entry} />
          {row !== null && (
            <PageLink
              className="w-fit text-base font-medium underline"
              href={`/cases/${encodeURIComponent(row.id)}`}
              data-to-case=""
            >
              {t('openCase', { kind: kind(row.kind), id: shownId(row.id) })}
            </PageLink>
          )}
          <EntrySteps entry={entry} pressed />
        </div>
      )}
    </li>
  )
})

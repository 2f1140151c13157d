'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { FoundCase } from '#core/api/found.ts'
import { shownId } from '#core/event/readable-id.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { StateShape, type StatusIcon } from '../_ui/status-icon.tsx'
import { caseHeadline } from '../_work-items/case-headline.ts'
import type { ListedCases } from './use-case-list.ts'

const LINE_PX = 56
/** So many lines before the end of what was read, more is read. */
const AHEAD = 60

const marks: Record<FoundCase['urgency'], StatusIcon> = { ok: 'ok', warned: 'warned', breached: 'breached' }

const columns =
  'grid-cols-[1rem_minmax(0,1fr)_auto] lg:grid-cols-[1rem_minmax(0,2.4fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_9rem]'

function CaseEntry({ row }: { row: FoundCase }) {
  const t = useTranslations('case')
  const state = useTranslations('caseState')
  const kind = useOpenWord('kind')
  const causeTitle = useCauseTitle()
  const nameOf = useNameOfAnyone()
  const format = useFormats()
  const { queues = [] } = useFacts()
  const queue = queues.find(({ id }) => id === row.queue)?.name ?? row.queue
  const cell = 'truncate text-sm text-ink-2 max-lg:hidden'
  return (
    <div
      data-case={row.id}
      className={`relative grid h-full items-center gap-x-3 border-b border-line px-1 hover:bg-raised ${columns}`}
    >
      {row.state === 'resolved' ? (
        <Icon name="check" className="text-ink-3" />
      ) : (
        <StateShape mark={row.state === 'waiting' ? 'paused' : marks[row.urgency]} className="!size-3" />
      )}
      <span className="min-w-0">
        <PageLink
          href={`/cases/${encodeURIComponent(row.id)}`}
          data-line=""
          className={`block truncate after:absolute after:inset-0 ${row.state === 'resolved' ? 'text-ink-2' : 'font-medium'}`}
        >
          {caseHeadline({ ...row, phone: null }) ?? `${kind(row.kind)} ${shownId(row.id)}`}
        </PageLink>
        <span className="flex min-w-0 items-center gap-2 text-sm text-ink-3">
          <span className="truncate">
            {[state(row.state), kind(row.kind), shownId(row.id), row.title === null ? null : row.name]
              .filter((each) => each !== null && each !== '')
              .join(' · ')}
          </span>
          {row.phone !== null && (
            <span className="relative shrink-0">
              <PhoneNumber phone={row.phone} about={{ case: row.id }} isBrief />
            </span>
          )}
        </span>
      </span>
      <span className={cell}>{row.cause === null ? '' : causeTitle(row.cause)}</span>
      <span className={cell}>{queue}</span>
      <span className={cell}>{row.owner === null ? t('noOwner') : nameOf(row.owner)}</span>
      <time dateTime={row.openedAt} className="figure text-end text-sm text-ink-2">
        {format.date(row.openedAt)}
      </time>
    </div>
  )
}

/** A list of any length, of which only what is in sight is made; it reads on before its end is reached. */
export function CaseRows({ list, label }: { list: ListedCases; label: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const { cases, more } = list
  const virtual = useVirtualizer({
    count: cases.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 8,
    getItemKey: (index) => cases[index]!.id,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (cases.length > 0 && last >= cases.length - AHEAD) more()
  }, [last, cases.length, more])
  return (
    <div
      ref={scroller}
      className="scrolls min-h-0 flex-1 overflow-y-auto border-t border-line-strong max-xl:h-[72dvh] max-xl:flex-none"
      data-cases=""
    >
      <ol aria-label={label} className="relative" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map(({ key, index, start }) => (
          <li
            key={key}
            className="absolute inset-x-0 [contain:layout_style]"
            style={{ blockSize: LINE_PX, transform: `translateY(${start}px)` }}
            aria-setsize={list.next === null ? cases.length : -1}
            aria-posinset={index + 1}
          >
            <CaseEntry row={cases[index]!} />
          </li>
        ))}
      </ol>
    </div>
  )
}

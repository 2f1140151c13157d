'use client'
import { useCallback, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { NewCase } from '../_actions/new-case.tsx'
import { AssignMany } from '../_assign/owner-picker.tsx'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats } from '../_format/use-words.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { Button } from '../_ui/button.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { type KeepFocus, useKeepFocus } from '../_ui/use-keep-focus.ts'
import { type Band, bandOf, compareInBand } from '../_work-items/bands.ts'
import { useOldBefore } from '../_work-items/use-old-before.ts'
import { useWorkItemListing } from '../_work-items/use-work-items.ts'
import { compareWorkItems, type WorkItem } from '../_work-items/work-item.ts'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import { isAtRisk } from '../_work-items/work-items.ts'
import { setAddress, useAddress } from './address.ts'
import { RiskFilters, useRiskFilter } from './risk-filters.tsx'
import { counts, type DaySpan, type Show, shows } from './shows.ts'
import { WorkItemList, type WorkItemSection } from './work-item-list.tsx'

/** Lists of people who wait: who has waited longest stands first. */
const bySince: ReadonlySet<Show> = new Set(['waiting', 'recovery'])
const longestFirst = (a: WorkItem, b: WorkItem) =>
  (a.sinceAt ?? 0) - (b.sinceAt ?? 0) || compareWorkItems(a, b)

interface RiskPanelProps {
  book: WorkItemRegistry
  day: DaySpan
}

/** A cause is asked of all cases, also of those on which no clock runs. */
function isBehind(show: Show | null, cause: string, day: DaySpan): (item: WorkItem) => boolean {
  if (show !== null) return (item) => counts[show](item, day)
  return cause === '' ? isAtRisk : ({ type }) => type === 'case'
}

const nothing = () => false

/** What is at risk in its three bands; what a figure counts as one list. */
function useParts(
  book: WorkItemRegistry,
  passes: (item: WorkItem) => boolean,
  show: Show | null,
): readonly WorkItemSection[] {
  const old = useOldBefore()
  const inBand = useMemo(() => {
    const of = (band: Band) =>
      show === null ? (item: WorkItem) => passes(item) && bandOf(item, old) === band : nothing
    return { now: of('now'), today: of('today'), older: of('older') }
  }, [passes, show, old])
  const now = useWorkItemListing(book, inBand.now, order.now).listing
  const today = useWorkItemListing(book, inBand.today, order.today).listing
  const older = useWorkItemListing(book, inBand.older, order.older).listing
  const all = useWorkItemListing(
    book,
    show === null ? nothing : passes,
    show !== null && bySince.has(show) ? longestFirst : compareWorkItems,
  ).listing
  return useMemo(
    () =>
      show === null
        ? [
            { band: 'now', listing: now },
            { band: 'today', listing: today },
            { band: 'older', listing: older },
          ]
        : [{ band: null, listing: all }],
    [show, now, today, older, all],
  )
}

function useShow(): Show | null {
  const [name] = useAddress('show')
  return shows.find((show) => show === name) ?? null
}

const order = {
  now: compareInBand('now'),
  today: compareInBand('today'),
  older: compareInBand('older'),
} satisfies Record<Band, (a: WorkItem, b: WorkItem) => number>

const NONE: ReadonlyMap<string, WorkItem> = new Map()

/** What was chosen in the list, to be given to one person together. */
function useChosen() {
  const [chosen, setChosen] = useState(NONE)
  const choose = useCallback((item: WorkItem, on: boolean) => {
    setChosen((before) => {
      const after = new Map(before)
      if (on) after.set(item.key, item)
      else after.delete(item.key)
      return after
    })
  }, [])
  const clear = useCallback(() => setChosen(NONE), [])
  return { chosen, choose, clear }
}

interface ChosenBarProps extends Pick<KeepFocus, 'onFocus' | 'onBlur'> {
  chosen: ReadonlyMap<string, WorkItem>
  onClear: () => void
}

function ChosenBar({ chosen, onClear, onFocus, onBlur }: ChosenBarProps) {
  const t = useTranslations('assign')
  if (chosen.size === 0) return null
  return (
    <div
      data-chosen={chosen.size}
      {...{ onFocus, onBlur }}
      className="absolute inset-x-0 bottom-2 z-20 mx-auto flex w-fit items-center gap-2 rounded-md border border-line-strong bg-raised py-1.5 ps-4 pe-1.5 shadow-[0_8px_24px_var(--shade)]"
    >
      <span role="status" className="me-2 font-medium">
        {t('chosen', { count: chosen.size })}
      </span>
      <AssignMany entries={[...chosen.values()]} onGiven={onClear} />
      <Button tone="quiet" onClick={onClear}>
        {t('none')}
      </Button>
    </div>
  )
}

/** At risk, all clocks of all kinds by the one order; or, behind a pressed figure, the entries that it counts. */
export function RiskPanel({ book, day }: RiskPanelProps) {
  const t = useTranslations('supervisor')
  const ledger = useTranslations('ledger')
  const format = useFormats()
  const show = useShow()
  const keep = useRiskFilter()
  const [cause] = useAddress('cause')
  const causeTitle = useCauseTitle()
  const passes = useMemo(() => {
    const behind = isBehind(show, cause, day)
    return (item: WorkItem) => behind(item) && keep(item)
  }, [show, cause, day, keep])
  const parts = useParts(book, passes, show)
  const count = parts.reduce((sum, { listing }) => sum + listing.count, 0)
  const isEmpty = parts.every(({ listing }) => listing.rows === 0)
  const { chosen, choose, clear } = useChosen()
  // The bar goes with what was chosen, and the button that was pressed with it: the keys go on in the list.
  const { ref: listRef, ...barFocus } = useKeepFocus('[data-entry] [data-line]')
  const title = show !== null ? ledger(`name.${show}`) : cause === '' ? t('atRisk') : causeTitle(cause)
  return (
    <Panel
      part="risk"
      label={title}
      title={
        <>
          {title} <span className="figure ms-1 font-normal text-ink-3">{format.count(count)}</span>
        </>
      }
      aside={
        <>
          {(show !== null || cause !== '') && (
            <Button tone="quiet" onClick={() => setAddress({ show: '', cause: '' })}>
              {t('backToRisk')}
            </Button>
          )}
          <NewCase />
        </>
      }
    >
      <RiskFilters />
      {isEmpty ? (
        <Nothing>
          <AllClear>{show === null ? t('nothingAtRisk') : t('nothingBehind')}</AllClear>
        </Nothing>
      ) : (
        <div ref={listRef} className="relative flex min-h-0 flex-1 flex-col">
          <WorkItemList parts={parts} label={title} chosen={chosen} onChoose={choose} />
          <ChosenBar chosen={chosen} onClear={clear} {...barFocus} />
        </div>
      )}
    </Panel>
  )
}

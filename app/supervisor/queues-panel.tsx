'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useShown } from '../_live/use-derived.ts'
import { useLive } from '../_live/use-live.ts'
import { FindField } from '../_ui/find-field.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { useAddress } from './address.ts'
import { BasisPicks } from './basis-picks.tsx'
import { type Column, columns, compareBy, compareUrgency } from './queue-columns.ts'
import { createQueueRows } from './queue-rows.ts'
import { QueueTable, type Sorting } from './queue-table.tsx'
import { useQueueOptions } from './use-queue-options.ts'

/** Of more queues than these the worst stand first, unless they are sorted otherwise, and one can be looked for. */
const FEW = 12

/** How the table is sorted, in the address: `-waiting` is the most first. */
function useSorting(isLarge: boolean): [Sorting | null, (column: Column) => void] {
  const [text, set] = useAddress('sort')
  const descending = text.startsWith('-')
  const column = columns.find((each) => each === (descending ? text.slice(1) : text))
  const sorting =
    column === undefined
      ? isLarge
        ? null
        : { column: 'name' as const, descending: false }
      : { column, descending }
  const sort = (next: Column) =>
    set((sorting?.column === next ? !descending : next !== 'name') ? `-${next}` : next)
  return [sorting, sort]
}

/** The queues side by side; every heading tells its figure's formula and sorts. */
export function QueuesPanel() {
  const t = useTranslations('supervisor')
  const term = useTranslations('term')
  const format = useFormats()
  const { store } = useLive()
  const many = useQueueOptions().length
  const isLarge = many > FEW
  const [sorting, sort] = useSorting(isLarge)
  const [find, setFind] = useAddress('queues')
  const { column = null, descending = false } = sorting ?? {}
  const make = useCallback(
    () => createQueueRows(store, find, column === null ? compareUrgency : compareBy(column, descending)),
    [store, find, column, descending],
  )
  const { listing } = useShown(store.changes, make).derived
  return (
    <Panel
      label={term('queues')}
      part="queues"
      title={
        <>
          {term('queues')}
          {isLarge && (
            <span className="ms-1 text-sm font-normal text-ink-3">
              <span className="figure">{format.count(listing.count)}</span>
              {sorting === null && ` · ${t('worstFirst')}`}
            </span>
          )}
        </>
      }
      aside={
        <>
          {isLarge && <FindField label={t('findQueue')} value={find} onChange={setFind} />}
          <BasisPicks />
        </>
      }
    >
      {listing.rows === 0 ? (
        <Nothing>{t(find === '' ? 'noQueues' : 'noQueueFound')}</Nothing>
      ) : (
        <QueueTable listing={listing} sorting={sorting} onSort={sort} isLarge={isLarge} />
      )}
    </Panel>
  )
}

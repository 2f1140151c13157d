'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/row.ts'
import { useAllRows } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { Tip } from '../_ui/tip.tsx'
import { useAddress } from './address.ts'
import { BasisPicks } from './basis-picks.tsx'
import { type Column, columns, compareBy } from './queue-columns.ts'
import { QueueLine } from './queue-line.tsx'

interface Sorting {
  column: Column
  descending: boolean
}

function Heading({ column, sorting, onSort }: { column: Column; sorting: Sorting; onSort: () => void }) {
  const t = useTranslations('queueColumn')
  const formula = useTranslations('formula')
  const sorted = sorting.column === column
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
      className="py-1 ps-3 text-end font-normal first:ps-0 first:text-start"
    >
      <Tip text={formula(column)}>
        <button
          type="button"
          onClick={onSort}
          className="text-[0.75rem] whitespace-nowrap text-ink-3 hover:text-ink"
        >
          {t(column)}
          {sorted && <Icon name="down" className={sorting.descending ? '' : 'rotate-180'} />}
        </button>
      </Tip>
    </th>
  )
}

/** How the table is sorted, in the address: `-waiting` is the most first. */
function useSorting(): [Sorting, (column: Column) => void] {
  const [text, set] = useAddress('sort')
  const descending = text.startsWith('-')
  const column = columns.find((each) => each === (descending ? text.slice(1) : text)) ?? 'name'
  const sort = (next: Column) => set((column === next ? !descending : next !== 'name') ? `-${next}` : next)
  return [{ column, descending }, sort]
}

/** The queues side by side; every heading tells its figure's formula and sorts. */
export function QueuesPanel() {
  const t = useTranslations('supervisor')
  const term = useTranslations('term')
  const rows = useAllRows('queue')
  const [sorting, sort] = useSorting()
  const sorted = useMemo(() => {
    const compare = compareBy(sorting.column)
    const list = rows.filter((row: QueueRow) => row.id !== '').sort(compare)
    return sorting.descending ? list.reverse() : list
  }, [rows, sorting.column, sorting.descending])
  return (
    <Panel label={term('queues')} part="queues" title={term('queues')} aside={<BasisPicks />}>
      {rows.length === 0 ? (
        <Nothing>{t('noQueues')}</Nothing>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="border-b border-line">
                {columns.map((column) => (
                  <Heading key={column} column={column} sorting={sorting} onSort={() => sort(column)} />
                ))}
                <th
                  scope="col"
                  className="ps-3 text-end text-[0.75rem] font-normal whitespace-nowrap text-ink-3"
                >
                  {t('dayCurve')}
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map(({ id }) => (
                <QueueLine key={id} id={id} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

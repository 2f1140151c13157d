'use client'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type PromiseMaker, type PromiseMakers, promiseMakers } from '#core/reports/promise-makers.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows } from '../_live/use-live.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { useFloorDay } from '../supervisor/use-floor-day.ts'
import { useMakerName } from './use-maker-name.ts'

const makers: readonly PromiseMaker[] = ['origin', 'agent', 'department']

function Line({ row, name }: { row: PromiseMakers; name: string }) {
  const t = useTranslations('makers')
  const format = useFormats()
  const { kept, late, broken, open } = row
  return (
    <li
      data-maker={row.id}
      className="grid grid-cols-[minmax(0,1fr)_4rem_minmax(0,12rem)] items-center gap-x-3 border-t border-line py-1.5 max-sm:grid-cols-[minmax(0,1fr)_4rem]"
    >
      <span className="truncate">{name}</span>
      <b className="figure text-end">{format.share(row.share)}</b>
      <span className="text-sm text-ink-3 max-sm:col-span-2">
        {t('counts', { kept, late, broken, open })}
      </span>
    </li>
  )
}

/** How many of today's promises were kept in time, by who made them: where they came from, which agent, which department. */
export function PromiseMakersPanel() {
  const t = useTranslations('makers')
  const promises = useAllRows('promise')
  const handoffs = useAllRows('handoff')
  const day = useFloorDay()
  const [by, setBy] = useState<PromiseMaker>('origin')
  const nameOf = useMakerName(by)
  const rows = useMemo(() => {
    const departmentOf = new Map(handoffs.map((row) => [row.case, row.department]))
    return promiseMakers(promises, by, day, (id) => departmentOf.get(id) ?? null)
  }, [promises, handoffs, by, day])
  return (
    <Panel
      part="makers"
      label={t('title')}
      title={t('title')}
      aside={
        <fieldset className="inline-flex gap-1" aria-label={t('by')}>
          {makers.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={by === each}
              onClick={() => setBy(each)}
              className="rounded-[5px] px-2 py-0.5 text-sm text-ink-2 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
            >
              {t(`maker.${each}`)}
            </button>
          ))}
        </fieldset>
      }
    >
      {rows.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <ul>
          {rows.map((row) => (
            <Line key={row.id} row={row} name={nameOf(row.id)} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

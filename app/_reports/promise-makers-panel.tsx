'use client'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type PromiseMaker, type PromiseMakers, promiseMakers } from '#core/reports/promise-makers.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows } from '../_live/use-live.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { useFloorDay } from '../supervisor/use-floor-day.ts'
import { MakerChoice } from './maker-choice.tsx'
import { useMakerName } from './use-maker-name.ts'

function MakerRow({ row, name }: { row: PromiseMakers; name: string }) {
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
      aside={<MakerChoice by={by} onChange={setBy} />}
    >
      {rows.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <ul>
          {rows.map((row) => (
            <MakerRow key={row.id} row={row} name={nameOf(row.id)} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

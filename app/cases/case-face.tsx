'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { CaseSteps } from '../_steps/case-steps.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { CaseHead } from './case-head.tsx'
import { ClockBars } from './clock-bars.tsx'
import { Family } from './family.tsx'
import { Timeline } from './timeline.tsx'
import { useTold } from './use-told.ts'

const NONE: never[] = []

/** One case, to read from the top before calling back, and in the dispute afterwards. */
export function CaseFace({ id }: { id: string }) {
  const t = useTranslations('case')
  const row = useRow('case', id)
  const told = useTold(id, row)
  if (row === null) return <Nothing>{t('gone')}</Nothing>
  const events = told?.timeline ?? NONE
  return (
    <article className="mx-auto grid w-full max-w-[80rem] gap-x-10 gap-y-6 px-4 py-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid content-start gap-6">
        <CaseHead row={row} events={told?.timeline ?? null} />
        <div className="print:hidden">
          <CaseSteps row={row} />
        </div>
        <Panel label={t('timeline')} title={t('timeline')}>
          {told === null ? (
            <Nothing>{t('reading')}</Nothing>
          ) : (
            <Timeline events={events} waitingSince={row.state === 'open' ? row.customerWaitingSince : null} />
          )}
        </Panel>
      </div>
      <aside className="grid content-start gap-6">
        <ClockBars row={row} whys={told?.why ?? NONE} events={events} />
        <Family caseId={id} />
      </aside>
    </article>
  )
}

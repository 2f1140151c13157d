'use client'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { AssistBar } from '../_assists/assist-bar.tsx'
import { DepartmentsLeague } from '../_reports/departments-league.tsx'
import { PromiseMakersPanel } from '../_reports/promise-makers-panel.tsx'
import { Button } from '../_ui/button.tsx'
import { useAfterPaint } from '../_ui/use-after-paint.ts'
import { useMedia } from '../_ui/use-media.ts'
import { useWorkItemRegistry } from '../_work-items/use-work-items.ts'
import { AgentsPanel } from './agents-panel.tsx'
import { AlertsPanel } from './alerts-panel.tsx'
import { DayPanel } from './day-panel.tsx'
import { FeedsPanel } from './feeds-panel.tsx'
import { KeysHelp } from './keys-help.tsx'
import { KpiStrip } from './kpi-strip.tsx'
import { NoticesPanel } from './notices-panel.tsx'
import { QuartersPanel } from './quarters-panel.tsx'
import { QueuesPanel } from './queues-panel.tsx'
import { RequestsHint, RequestsPanel } from './requests-panel.tsx'
import { RiskPanel } from './risk-panel.tsx'
import { useFloorDay } from './use-floor-day.ts'
import { useShortcuts } from './use-shortcuts.ts'

/**
 * One screen answers: what is about to go wrong, who has it, who is free. On a phone three figures and one list, who
 * calls for a lead above them, what is to be approved below; all else is a press away.
 */
export function SupervisorView() {
  const t = useTranslations('supervisor')
  const book = useWorkItemRegistry()
  const day = useFloorDay()
  const isWide = useMedia('(min-width: 96rem)')
  const isPhone = useMedia('(max-width: 39.99rem)')
  const isPainted = useAfterPaint()
  const [rest, setRest] = useState(false)
  const isWhole = !isPhone || rest
  const [help, setHelp] = useState(false)
  useShortcuts(useCallback(() => setHelp(true), []))
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <AssistBar />
      <KpiStrip book={book} day={day} isPhone={isPhone} />
      {!isWhole && <RequestsHint />}
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 px-4 pt-3 pb-4 max-xl:content-start xl:grid-rows-[minmax(0,1fr)] xl:grid-cols-[minmax(24rem,5fr)_minmax(39rem,6fr)] 2xl:grid-cols-[minmax(26rem,5fr)_minmax(39rem,6fr)_minmax(15rem,2.4fr)]">
        <RiskPanel book={book} day={day} />
        {!isWhole && <RequestsPanel />}
        {isPhone && (
          <Button size="large" aria-expanded={rest} onClick={() => setRest(!rest)} data-act="rest">
            {t(rest ? 'restClose' : 'rest')}
          </Button>
        )}
        {isWhole && (
          <div className="flex min-h-0 min-w-0 flex-col gap-5 xl:overflow-y-auto [&>*]:shrink-0">
            <QueuesPanel />
            <QuartersPanel />
            {isPainted && (
              <>
                <AlertsPanel />
                <NoticesPanel />
                <DayPanel />
                <DepartmentsLeague />
                <PromiseMakersPanel />
                <FeedsPanel />
                {!isWide && <AgentsPanel />}
              </>
            )}
          </div>
        )}
        {isPainted && isWide && <AgentsPanel />}
      </div>
      <KeysHelp open={help} onOpen={setHelp} />
    </div>
  )
}

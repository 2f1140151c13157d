'use client'
import { useTranslations } from 'use-intl/react'
import { RaiseLimitOf } from '../_reports/raise-limit.tsx'
import { useMe } from '../_shell/facts.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { Nothing } from '../_ui/panel.tsx'
import { EntriesPanel } from './entries-panel.tsx'
import { MissingNote } from './missing-note.tsx'
import { PartsPanel } from './parts-panel.tsx'
import { PickBar } from './pick-bar.tsx'
import { SpreadPanel } from './spread-panel.tsx'
import { TrendsPanel } from './trends-panel.tsx'
import { type ShownReport, useReport } from './use-report.ts'
import { type ShownView, useHistoryView } from './use-view.ts'
import { comparedSpans } from './view.ts'
import { VolumePanel } from './volume-panel.tsx'
import { WorkPanels } from './work-panels.tsx'

/** What was asked for and nearly always granted: of the whole site, for those who may change its limits. */
function Approvals({ report }: { report: ShownReport }) {
  const me = useMe()
  const decides = me?.role === 'supervisor' || me?.role === 'admin'
  const { of, from, to } = report.now
  return decides && of === 'site' ? <RaiseLimitOf key={`${from} ${to}`} from={from} to={to} /> : null
}

function Report({ shown }: { shown: ShownView }) {
  const data = useReport(shown)
  return (
    <LoadedView part={data}>
      {(report) => (
        <div className={`grid min-w-0 gap-8 ${data.isOld ? 'opacity-50' : ''}`} aria-busy={data.isOld}>
          <MissingNote report={report} />
          <VolumePanel report={report} />
          <EntriesPanel view={report.shown.view} />
          <SpreadPanel report={report} />
          <PartsPanel report={report} />
          <TrendsPanel report={report} />
          <WorkPanels report={report} />
          <Approvals report={report} />
        </div>
      )}
    </LoadedView>
  )
}

function Chosen({ shown }: { shown: ShownView }) {
  const t = useTranslations('historyPage')
  const { view, calendar, today } = shown
  if (view.of !== 'site' && view.id === '') return <Nothing>{t('noneChosen')}</Nothing>
  if (comparedSpans(view, calendar).now === null) return <Nothing>{t('missing.none')}</Nothing>
  if (view.dates.first > today) return <Nothing>{t('missing.future')}</Nothing>
  return <Report shown={shown} />
}

/** How a span was, beside one before: every choice stands in the address. */
export function HistoryReport() {
  const shown = useHistoryView()
  if (shown === null) return null
  return (
    <>
      <PickBar shown={shown} />
      <Chosen shown={shown} />
    </>
  )
}

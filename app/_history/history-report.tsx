'use client'
import { useTranslations } from 'use-intl/react'
import { useMe } from '../_shell/facts.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { Nothing } from '../_ui/panel.tsx'
import { AgentDay } from './agent-day.tsx'
import { ApprovalsPanel } from './approvals-panel.tsx'
import { ComparisonPanel } from './comparison-panel.tsx'
import { DepartmentReport } from './department-report.tsx'
import { EntriesPanel } from './entries-panel.tsx'
import { type ItemsSource, ItemsSourceContext } from './items-below.tsx'
import { MissingNote } from './missing-note.tsx'
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
  const { first, last } = report.shown.view.dates
  return decides && of === 'site' ? (
    <ApprovalsPanel key={`${from} ${to}`} from={from} to={to} span={`${first}_${last}`} />
  ) : null
}

/** Whose items a figure of the report opens. */
function sourceOf({ now: { of, from, to, id } }: ShownReport): ItemsSource {
  return { of, id: id ?? '', from, to }
}

function Report({ shown }: { shown: ShownView }) {
  const data = useReport(shown)
  return (
    <LoadedView part={data}>
      {(report) => (
        <ItemsSourceContext value={sourceOf(report)}>
          <div className={`grid min-w-0 gap-8 ${data.isOld ? 'opacity-50' : ''}`} aria-busy={data.isOld}>
            <MissingNote report={report} />
            <VolumePanel report={report} />
            <EntriesPanel view={report.shown.view} />
            <SpreadPanel report={report} />
            <AgentDay report={report} />
            <ComparisonPanel report={report} />
            <TrendsPanel report={report} />
            <WorkPanels report={report} />
            <Approvals report={report} />
          </div>
        </ItemsSourceContext>
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
  return view.of === 'department' ? (
    <DepartmentReport key={view.id} shown={shown} />
  ) : (
    <Report shown={shown} />
  )
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

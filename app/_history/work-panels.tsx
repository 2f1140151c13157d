'use client'
import type { WorkAnswer } from '#core/api/work-answer.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { CallbacksPanel } from './callbacks-panel.tsx'
import { DepartmentsPanel } from './departments-panel.tsx'
import { MessagesPanel } from './messages-panel.tsx'
import { PromisesPanel } from './promises-panel.tsx'
import { SuggestionsPanel } from './suggestions-panel.tsx'
import type { ShownReport } from './use-report.ts'

function Loaded({ path, span }: { path: string; span: string }) {
  const part = useLoaded<WorkAnswer>(path)
  return (
    <LoadedView part={part}>
      {(work) => (
        <div className="grid gap-8">
          <CallbacksPanel work={work} span={span} />
          <PromisesPanel work={work} span={span} />
          <DepartmentsPanel work={work} span={span} />
          <SuggestionsPanel work={work} span={span} />
          <MessagesPanel work={work} span={span} />
        </div>
      )}
    </LoadedView>
  )
}

/** What became of what was owed in the span: callbacks, promises, and what lay with departments. */
export function WorkPanels({ report }: { report: ShownReport }) {
  if (report.kind === 'legs') return null
  const { of, id, dates } = report.shown.view
  const { from, to } = report.now
  const query = new URLSearchParams({ of, ...(id !== '' && { id }), from, to })
  return (
    <Loaded
      key={String(query)}
      path={`/api/v1/intervals/work?${query}`}
      span={`${dates.first}_${dates.last}`}
    />
  )
}

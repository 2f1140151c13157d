'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { WorkAnswer } from '#core/api/work-answer.ts'
import { CALLBACK_STEPS_SEC, type CallbackWork } from '#core/history/work-report.ts'
import type { PromiseMaker } from '#core/reports/promise-makers.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useMakerName } from '../_reports/use-maker-name.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useNameOfAnyone } from '../_shell/names.ts'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing } from '../_ui/panel.tsx'
import { type FileTable, figure } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { PlainTable } from './plain-table.tsx'
import type { ShownReport } from './use-report.ts'
import { useStepName } from './use-step-name.ts'

const StackChart = dynamic(() => import('./stack-chart.tsx').then(({ StackChart }) => StackChart), {
  ssr: false,
  loading: () => <div className="h-44" />,
})

interface PartProps {
  work: WorkAnswer
  /** Of files that are downloaded. */
  name: string
}

const makers: readonly PromiseMaker[] = ['origin', 'agent', 'department']

/** Promises that fell due, by who made them. */
function Promises({ work, name }: PartProps) {
  const t = useTranslations('historyPage.promises')
  const column = useTranslations('makers')
  const format = useFormats()
  const [by, setBy] = useState<PromiseMaker>('origin')
  const nameOf = useMakerName(by)
  const rows = work.promises[by]
  const sum = work.promises.origin.reduce(
    (total, { kept, late, broken }) => ({ kept: total.kept + kept, all: total.all + kept + late + broken }),
    { kept: 0, all: 0 },
  )
  const table: FileTable = {
    heads: [column(`maker.${by}`), t('share'), t('kept'), t('late'), t('broken'), t('open')],
    rows: rows.map(({ id, share, kept, late, broken, open }) => [
      nameOf(id),
      figure(share, 'share', format.share(share)),
      ...[kept, late, broken, open].map((value) => figure(value, 'count', format.count(value))),
    ]),
  }
  return (
    <FormulaPanel
      part="promises"
      title={t('title')}
      formula={t('formula')}
      table={rows.length === 0 ? null : table}
      name={`promises_${by}_${name}`}
    >
      <fieldset className="inline-flex gap-1 pt-2" aria-label={column('by')}>
        {makers.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={by === each}
            onClick={() => setBy(each)}
            className="min-h-7 rounded-[5px] px-2 py-0.5 text-sm text-ink-2 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
          >
            {column(`maker.${each}`)}
          </button>
        ))}
      </fieldset>
      {rows.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', {
              share: format.share(sum.all === 0 ? null : sum.kept / sum.all),
              count: format.count(sum.all),
            })}
          </p>
          <StackChart
            label={t('title')}
            points={rows.map(({ id, kept, late, broken, open }) => ({
              name: nameOf(id),
              values: [kept, late, broken, open],
            }))}
            series={[
              { name: t('kept'), fill: 'var(--ok-fill)' },
              { name: t('late'), fill: 'var(--warn-fill)' },
              { name: t('broken'), fill: 'var(--breach-fill)' },
              { name: t('open'), fill: 'var(--line-strong)' },
            ]}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}

/** What lay with other departments, how soon it came back, and what they sent back or on. */
function Departments({ work, name }: PartProps) {
  const t = useTranslations('historyPage.departments')
  const format = useFormats()
  const duration = useDuration()
  const nameOf = useMakerName('department')
  const rows = work.departments
  const table: FileTable = {
    heads: [t('department'), t('sent'), t('open'), t('returned'), t('median'), t('bounced'), t('inTime')],
    rows: rows.map(({ id, sent, open, returned, medianSec, bounced, inTime }) => [
      nameOf(id),
      ...[sent, open, returned].map((value) => figure(value, 'count', format.count(value))),
      medianSec === null ? '–' : duration(medianSec),
      figure(bounced, 'count', format.count(bounced)),
      figure(inTime, 'share', format.share(inTime)),
    ]),
  }
  const [first] = rows
  return (
    <FormulaPanel
      part="departments"
      title={t('title')}
      formula={t('formula')}
      table={first === undefined ? null : table}
      name={`departments_${name}`}
    >
      {first === undefined ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', { department: nameOf(first.id), open: format.count(first.open) })}
          </p>
          <StackChart
            label={t('title')}
            points={rows.map(({ id, open, returned }) => ({ name: nameOf(id), values: [returned, open] }))}
            series={[
              { name: t('returned'), fill: 'var(--ok-fill)' },
              { name: t('open'), fill: 'var(--breach-fill)' },
            ]}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}

const stepsOf = ({ steps }: CallbackWork) => ({ steps: steps.map(({ fromSec }) => ({ fromSec })) })

/** Callbacks that were asked for: how long they took, and how old those are that nobody has made yet. */
function Callbacks({ work, name }: PartProps) {
  const t = useTranslations('historyPage.callbacks')
  const format = useFormats()
  const duration = useDuration()
  const stepName = useStepName()
  const { callbacks } = work
  const names = CALLBACK_STEPS_SEC.map((_, index) => stepName(stepsOf(callbacks), index))
  const table: FileTable = {
    heads: [t('age'), t('done'), t('open')],
    rows: callbacks.steps.map(({ done, open }, index) => [
      names[index]!,
      figure(done, 'count', format.count(done)),
      figure(open, 'count', format.count(open)),
    ]),
  }
  const open = callbacks.steps.reduce((sum, step) => sum + step.open, 0)
  return (
    <FormulaPanel
      part="callbacks"
      title={t('title')}
      formula={t('formula')}
      table={callbacks.requested === 0 ? null : table}
      name={`callbacks_${name}`}
    >
      {callbacks.requested === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', {
              requested: format.count(callbacks.requested),
              median: callbacks.medianSec === null ? '–' : duration(callbacks.medianSec),
              open: format.count(open),
            })}
          </p>
          <StackChart
            label={t('title')}
            points={callbacks.steps.map((step, index) => ({
              name: names[index]!,
              values: [step.done, step.open],
            }))}
            series={[
              { name: t('done'), fill: 'var(--ok-fill)' },
              { name: t('open'), fill: 'var(--breach-fill)' },
            ]}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}

/** Suggestions of customers: how many were heard, got an answer, and became something. */
function Suggestions({ work, name }: PartProps) {
  const t = useTranslations('historyPage.suggestions')
  const format = useFormats()
  const { heard, answered, adopted } = work.suggestions
  const rows = [
    ['heard', heard],
    ['answered', answered],
    ['adopted', adopted],
  ] as const
  const table: FileTable = {
    heads: [t('what'), t('count')],
    rows: rows.map(([what, value]) => [t(what), figure(value, 'count', format.count(value))]),
  }
  return (
    <FormulaPanel
      part="suggestions"
      title={t('title')}
      formula={t('formula')}
      table={heard === 0 ? null : table}
      name={`suggestions_${name}`}
    >
      {heard === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', {
              heard: format.count(heard),
              answered: format.share(answered / heard),
              adopted: format.share(adopted / heard),
            })}
          </p>
          <StackChart
            label={t('title')}
            points={rows.map(([what, value]) => ({ name: t(what), values: [value] }))}
            series={[{ name: t('count'), fill: 'var(--ok-fill)' }]}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}

/** How many messages reached each lead outside the screen: many mean that the rules alert too often. */
function Messages({ work, name }: PartProps) {
  const t = useTranslations('historyPage.messages')
  const format = useFormats()
  const nameOf = useNameOfAnyone()
  const rows = work.messages ?? []
  const [first] = rows
  const table: FileTable = {
    heads: [t('lead'), t('count')],
    rows: rows.map(({ person, count }) => [nameOf(person), figure(count, 'count', format.count(count))]),
  }
  if (first === undefined) return null
  return (
    <FormulaPanel
      part="messages"
      title={t('title')}
      formula={t('formula')}
      table={first.count === 0 ? null : table}
      name={`messages_${name}`}
    >
      <p className="py-2 text-md">
        {first.count === 0
          ? t('none')
          : t('summary', { lead: nameOf(first.person), count: format.count(first.count) })}
      </p>
      {first.count > 0 && (
        <>
          <StackChart
            label={t('title')}
            points={rows.map(({ person, count }) => ({ name: nameOf(person), values: [count] }))}
            series={[{ name: t('count'), fill: 'var(--line-strong)' }]}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}

function Loaded({ path, name }: { path: string; name: string }) {
  const part = useLoaded<WorkAnswer>(path)
  return (
    <LoadedView part={part}>
      {(work) => (
        <div className="grid gap-8">
          <Callbacks work={work} name={name} />
          <Promises work={work} name={name} />
          <Departments work={work} name={name} />
          <Suggestions work={work} name={name} />
          <Messages work={work} name={name} />
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
      name={`${dates.first}_${dates.last}`}
    />
  )
}

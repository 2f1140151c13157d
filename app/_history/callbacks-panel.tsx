'use client'
import { useTranslations } from 'use-intl/react'
import { CALLBACK_STEPS_SEC, type CallbackWork } from '#core/history/callback-work.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { figure } from './file-table.ts'
import { useStepName } from './use-step-name.ts'
import { WorkPanel, type WorkProps } from './work-panel.tsx'

const stepsOf = ({ steps }: CallbackWork) => ({ steps: steps.map(({ fromSec }) => ({ fromSec })) })

/** Callbacks that were asked for: how long they took, and how old those are that nobody has made yet. */
export function CallbacksPanel({ work, span }: WorkProps) {
  const t = useTranslations('historyPage.callbacks')
  const format = useFormats()
  const duration = useDuration()
  const stepName = useStepName()
  const { callbacks } = work
  const names = CALLBACK_STEPS_SEC.map((_, index) => stepName(stepsOf(callbacks), index))
  const median = callbacks.medianSec === null ? '–' : duration(callbacks.medianSec)
  const open = callbacks.steps.reduce((sum, step) => sum + step.open, 0)
  const table = {
    heads: [t('age'), t('done'), t('open')],
    rows: [
      ...callbacks.steps.map((step, index) => [
        names[index]!,
        figure(step.done, 'count', format.count(step.done), { figure: `callbacks/${index}/done` }),
        figure(step.open, 'count', format.count(step.open), { figure: `callbacks/${index}/open` }),
      ]),
      [t('median'), figure(callbacks.medianSec, 'seconds', median, { figure: 'callbacks/all/done' }), ''],
    ],
  }
  return (
    <WorkPanel
      part="callbacks"
      title={t('title')}
      formula={t('formula')}
      table={callbacks.requested === 0 ? null : table}
      name={`callbacks_${span}`}
      none={t('none')}
      summary={t('summary', {
        requested: format.count(callbacks.requested),
        median,
        open: format.count(open),
      })}
      points={callbacks.steps.map((step, index) => ({
        name: names[index]!,
        values: [step.done, step.open],
      }))}
      series={[
        { name: t('done'), fill: 'var(--ok-fill)' },
        { name: t('open'), fill: 'var(--breach-fill)' },
      ]}
    />
  )
}

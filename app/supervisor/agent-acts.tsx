'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentRow } from '#core/rows/row.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { QueueDialog } from '../_pbx-actions/queue-dialog.tsx'
import { useRequestAct } from '../_pbx-actions/use-request-act.ts'
import { Choose } from '../_ui/choose.tsx'

const reasons = ['break', 'meal', 'training', 'meeting'] as const

/** What a lead may have the PBX do about an agent, as far as it takes it. */
export function AgentActs({ row }: { row: AgentRow }) {
  const t = useTranslations('pbx')
  const state = useTranslations('agentState')
  const desk = useTranslations('desk')
  const reason = useOpenWord('awayReason')
  const [open, setOpen] = useState(false)
  const shown = JSON.stringify([row.away, row.state === 'offline', row.queues])
  const { ask, asked } = useRequestAct(shown, { onTop: true })
  const may = (act: string) => row.acts?.includes(act) === true
  const isOut = row.state === 'offline'
  const of = (name: 'pause' | 'unpause' | 'sign_out', more: { reason?: string } = {}) =>
    void ask(name, { name, agent: row.id, ...more })
  const choices = [
    ...(may('unpause') && row.away !== null
      ? [{ key: 'back', label: state('available'), choose: () => of('unpause') }]
      : []),
    ...(may('pause') && !isOut
      ? reasons.map((each) => ({
          key: each,
          label: t('awayFor', { reason: reason(each) }),
          choose: () => of('pause', { reason: each }),
        }))
      : []),
    ...(may('sign_out') && !isOut
      ? [{ key: 'out', label: desk('signOff'), choose: () => of('sign_out') }]
      : []),
    ...(may('queues') ? [{ key: 'queues', label: t('queues'), choose: () => setOpen(true) }] : []),
  ]
  if (choices.length === 0) return null
  return (
    <>
      <Choose
        trigger={
          <button
            type="button"
            aria-label={t('acts', { name: row.name })}
            data-act="agent-acts"
            data-asked={asked ?? undefined}
            className="min-h-7 min-w-7 rounded-[5px] text-ink-3 hover:bg-raised hover:text-ink"
          >
            {asked === null ? '⋯' : t('asked')}
          </button>
        }
        choices={choices}
      />
      <QueueDialog row={row} open={open} onOpenChange={setOpen} />
    </>
  )
}

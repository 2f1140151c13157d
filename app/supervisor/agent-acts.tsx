'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentRow } from '#core/rows/row.ts'
import { hasQueueActs, QueueDialog } from '../_pbx-actions/queue-dialog.tsx'
import { useAwayReasons } from '../_pbx-actions/use-away-reasons.ts'
import { useRequestAct } from '../_pbx-actions/use-request-act.ts'
import { useQueueName } from '../_shell/names.ts'
import { Choose } from '../_ui/choose.tsx'

/** What a lead may have the PBX do about an agent, as far as it takes it. */
export function AgentActs({ row }: { row: AgentRow }) {
  const t = useTranslations('pbx')
  const state = useTranslations('agentState')
  const desk = useTranslations('desk')
  const reasons = useAwayReasons()
  const queueName = useQueueName()
  const [open, setOpen] = useState(false)
  const shown = JSON.stringify([row.away, row.state === 'offline', row.queues, row.pausedIn])
  const { ask, asked } = useRequestAct(shown, { onTop: true })
  const may = (act: string) => row.acts?.includes(act) === true
  const isOut = row.state === 'offline'
  const of = (name: 'pause' | 'unpause' | 'sign_out', more: { reason?: string; queue?: string } = {}) =>
    void ask(name, { name, agent: row.id, ...more })
  const choices = [
    ...(may('unpause') && row.away !== null
      ? [{ key: 'back', label: state('available'), choose: () => of('unpause') }]
      : []),
    ...(may('unpause') && !isOut
      ? row.pausedIn.map(({ queue }) => ({
          key: `back ${queue}`,
          label: t('unpauseIn', { queue: queueName(queue) }),
          choose: () => of('unpause', { queue }),
        }))
      : []),
    ...(may('pause') && !isOut
      ? reasons.map(({ id, name }) => ({
          key: id,
          label: t('awayFor', { reason: name }),
          choose: () => of('pause', { reason: id }),
        }))
      : []),
    ...(may('sign_out') && !isOut
      ? [{ key: 'out', label: desk('signOff'), choose: () => of('sign_out') }]
      : []),
    ...(hasQueueActs(row) ? [{ key: 'queues', label: t('queues'), choose: () => setOpen(true) }] : []),
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

'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentRow } from '#core/rows/row.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { useNameOfAnyone, useQueueName } from '../_shell/names.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { Since } from '../_ui/ticking.tsx'
import { agentIcon } from '../_work-items/agent-icon.ts'
import { AgentActs } from './agent-acts.tsx'

/** Who listens to the agent's talk by the PBX. */
function Listening({ contact }: { contact: string }) {
  const t = useTranslations('pbx')
  const nameOf = useNameOfAnyone()
  const row = useRow('contact', contact)
  if (row === null || row.listening.length === 0) return null
  return (
    <b className="text-warn" data-listening="">
      {' · '}
      {t('listening', { who: row.listening.map(nameOf).join(', ') })}
    </b>
  )
}

/** Queues whose calls do not reach the agent while others do. */
function PausedQueues({ row }: { row: AgentRow }) {
  const t = useTranslations('pbx')
  const word = useOpenWord('awayReason')
  const queueName = useQueueName()
  return row.pausedIn.map(({ queue, reason }) => (
    <b key={queue} className="font-medium text-warn" data-paused-in={queue}>
      {' · '}
      {reason === null
        ? t('pausedInPlain', { queue: queueName(queue) })
        : t('pausedIn', { queue: queueName(queue), reason: word(reason) })}
    </b>
  ))
}

/** One agent; drawn again only when this one changes. */
export const AgentCell = memo(function AgentCell({ row, gone }: { row: AgentRow; gone: boolean }) {
  const state = useTranslations('agentState')
  const reason = useOpenWord('awayReason')
  const doing = useOpenWord('doing')
  const why =
    row.reason === null
      ? row.doing === null || row.doing === 'inbound'
        ? null
        : doing(row.doing)
      : reason(row.reason)
  return (
    <div
      className="grid grid-cols-[1rem_minmax(0,1fr)_auto_auto] content-center items-baseline gap-x-1.5 border-b border-line data-[gone=true]:opacity-40"
      data-agent={row.id}
      data-gone={gone}
    >
      <StateShape mark={agentIcon[row.state]} />
      <span className="truncate font-medium">{row.name}</span>
      {row.since === null ? <span /> : <Since at={row.since} className="narrow text-ink-2" />}
      {row.acts !== null && row.acts.length > 0 ? <AgentActs row={row} /> : <span />}
      <span className="col-start-2 col-end-4 truncate text-xs text-ink-3">
        {state(row.state)}
        {why !== null && ` · ${why}`}
        {row.away !== null && row.state !== 'away' && ` · ${state('away')}`}
        <PausedQueues row={row} />
        {row.contacts.map((contact) => (
          <Listening key={contact} contact={contact} />
        ))}
        {row.contacts.length > 1 && ` · ×${row.contacts.length}`}
      </span>
    </div>
  )
})

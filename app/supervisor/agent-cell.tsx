'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentRow } from '#core/rows/row.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { Since } from '../_ui/ticking.tsx'
import { agentIcon } from '../_work-items/agent-icon.ts'

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
      className="grid grid-cols-[1rem_minmax(0,1fr)_auto] content-center items-baseline gap-x-1.5 border-b border-line data-[gone=true]:opacity-40"
      data-agent={row.id}
      data-gone={gone}
    >
      <StateShape mark={agentIcon[row.state]} />
      <span className="truncate font-medium">{row.name}</span>
      {row.since === null ? <span /> : <Since at={row.since} className="narrow text-ink-2" />}
      <span className="col-start-2 col-end-4 truncate text-xs text-ink-3">
        {state(row.state)}
        {why !== null && ` · ${why}`}
        {row.contacts.length > 1 && ` · ×${row.contacts.length}`}
      </span>
    </div>
  )
})

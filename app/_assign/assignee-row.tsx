'use client'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { agentIcon } from '../_work-items/agent-icon.ts'

interface AssigneeRowProps {
  one: Assignee
  nameOf: (id: string) => string
}

/** One who can be put in charge: state and since when, team, queues, and how much they have open. */
export function AssigneeRow({ one, nameOf }: AssigneeRowProps) {
  const t = useTranslations('assign')
  const state = useTranslations('agentState')
  const { name, agent, team, queues, since, open } = one
  const places = [team === null ? null : nameOf(team), ...queues.map(nameOf)].filter((each) => each !== null)
  return (
    <>
      <StateShape mark={one.state === null ? 'unknown' : agentIcon[one.state]} className="self-center" />
      <span className="truncate">
        <b className="font-medium">{name}</b>
        {agent !== null && agent !== name && <span className="figure ms-1.5 text-ink-3">{agent}</span>}
      </span>
      <span className="figure text-ink-2">{t('open', { count: open })}</span>
      <span className="col-start-2 col-end-4 truncate text-xs text-ink-3">
        <span className="text-ink-2">
          {one.state === null ? t('place.other') : state(one.state)}
          {since !== null && one.state !== null && one.state !== 'offline' && (
            <>
              {' '}
              <SpelledSince at={since} className="figure" />
            </>
          )}
        </span>
        {places.length > 0 && ` · ${places.join(', ')}`}
      </span>
    </>
  )
}

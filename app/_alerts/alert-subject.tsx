'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { useFacts } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'

const kinds = ['case', 'promise', 'callback', 'handoff', 'approval', 'contact'] as const

/** What an alert is about, by its name where it has one: a queue, an agent, a case; of a call the queue, for the PBX's id says nothing. */
export function AlertSubject({ alert }: { alert: AlertRow }) {
  const type = useTranslations('type')
  const { queues = [] } = useFacts()
  const [kind, ...rest] = alert.subject.split('/')
  const id = rest.join('/')
  const agent = useAgentName(kind === 'agent' ? id : null)
  if (kind === 'queue') return <>{queues.find((queue) => queue.id === id)?.name ?? id}</>
  if (kind === 'agent') return <>{agent}</>
  const named = kinds.find((each) => each === kind)
  const { title = null, queue = null } = alert.about ?? {}
  if (title !== null || named === undefined) return <>{title ?? alert.subject}</>
  const own = named === 'contact' ? type(named) : `${type(named)} ${shownId(id)}`.trim()
  const place = alert.case === null ? queues.find((each) => each.id === queue)?.name : undefined
  return <>{place === undefined ? own : `${place} · ${own}`}</>
}

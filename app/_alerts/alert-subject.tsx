'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { useFacts } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'

const kinds = ['case', 'promise', 'callback', 'handoff', 'approval', 'contact'] as const

/** What an alert is about, by its name where it has one: a queue, an agent, a case. */
export function AlertSubject({ alert }: { alert: AlertRow }) {
  const type = useTranslations('type')
  const { queues = [] } = useFacts()
  const [kind, ...rest] = alert.subject.split('/')
  const id = rest.join('/')
  const agent = useAgentName(kind === 'agent' ? id : null)
  if (kind === 'queue') return <>{queues.find((queue) => queue.id === id)?.name ?? id}</>
  if (kind === 'agent') return <>{agent}</>
  const named = kinds.find((each) => each === kind)
  return <>{alert.about?.title ?? (named === undefined ? alert.subject : `${type(named)} ${shownId(id)}`)}</>
}

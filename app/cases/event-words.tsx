'use client'
import { useTranslations } from 'use-intl/react'
import { useFacts } from '../_frame/facts.ts'
import { useFormats, useOpenWord } from '../_words/use-words.ts'
import type { Told } from './told.ts'

/** Who said or did it: a person, an agent, or the system that sent the event. */
function useWho(): (event: Told) => string {
  const { people = [] } = useFacts()
  return ({ source, data }) => {
    const agent = data.agent ?? data.by
    const id = typeof agent === 'string' ? agent : source.startsWith('user/') ? source.slice(5) : source
    return people.find((person) => person.id === id || person.agent === id)?.name ?? id
  }
}

const textOf = (data: Told['data'], key: string) =>
  typeof data[key] === 'string' ? (data[key] as string) : ''

/** Amounts of offers, limits and approvals, with their currency. */
function moneyOf(data: Told['data']): string {
  const from = (data.offer ?? data) as { amount?: unknown; currency?: unknown }
  return typeof from.amount === 'number' ? `${from.amount} ${String(from.currency ?? '')}`.trim() : ''
}

/** One event as a sentence; an event that the catalogue has no sentence for shows its type. */
export function EventWords({ event }: { event: Told }) {
  const t = useTranslations('event')
  const channel = useOpenWord('channel')
  const format = useFormats()
  const { departments = [], queues = [] } = useFacts()
  const who = useWho()
  const { data } = event
  const nameIn = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name ?? id
  const variant =
    event.type === 'case.replied'
      ? `case_replied_${data.kind === 'progress' ? 'progress' : data.accepted === false ? 'refused' : 'answer'}`
      : event.type === 'approval.decided'
        ? `approval_decided_${data.granted === true ? 'granted' : 'refused'}`
        : event.type.replace('.', '_')
  const to = (data.to ?? {}) as Record<string, unknown>
  const due = textOf(data, 'due') || textOf(data, 'nextAt')
  const said =
    textOf(data, 'text') ||
    textOf(data, 'question') ||
    textOf(data, 'answer') ||
    textOf(data, 'reason') ||
    textOf(data, 'title')
  return (
    <div className="min-w-0">
      <p>
        {t.has(variant as never)
          ? t(variant as 'case_opened', {
              who: who(event),
              due: due === '' ? '–' : format.dayTime(due),
              department: nameIn(departments, textOf(data, 'department') || String(to.department ?? '')),
              queue: nameIn(
                queues,
                textOf(data, 'queue') || String(to.queue ?? to.agent ?? to.department ?? ''),
              ),
              money: moneyOf(data),
              outcome: textOf(data, 'outcome'),
              priority: textOf(data, 'priority'),
            })
          : `${event.type} · ${who(event)}`}
        {typeof data.channel === 'string' && <span className="text-ink-3"> · {channel(data.channel)}</span>}
      </p>
      {said !== '' && <p className="text-ink-2">{said}</p>}
    </div>
  )
}

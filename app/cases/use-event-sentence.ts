'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useLive } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import type { TimelineEvent } from './timeline-events.ts'

type Data = TimelineEvent['data']

export const noteIn = (data: Data, key: string) =>
  typeof data[key] === 'string' ? (data[key] as string) : ''

/** The sum of an offer or an approval. */
function sumOf(data: Data): { amount: number; currency: string | null } | null {
  const { amount, currency } = (data.offer ?? data) as { amount?: unknown; currency?: unknown }
  if (typeof amount !== 'number') return null
  return { amount, currency: typeof currency === 'string' ? currency : null }
}

/** Where the same event type has several sentences, the one that its data asks for. */
function sentenceKey({ type, data }: TimelineEvent): string {
  if (type === 'case.replied') {
    if (data.kind === 'progress') return 'case_replied_progress'
    return data.accepted === false ? 'case_replied_refused' : 'case_replied_answer'
  }
  if (type.endsWith('.assigned') && data.agent === null) return `${type.replace('.', '_')}_nobody`
  if (type === 'case.noted' && data.by === 'customer') return 'case_noted_customer'
  const decision = type === 'approval.decided' || type === 'handoff.time_decided'
  if (decision) return `${type.replace('.', '_')}_${data.granted === true ? 'granted' : 'refused'}`
  return type.replace('.', '_')
}

/** Who said or did it: a person, an agent, or the system that sent the event. */
function useWho(): (event: TimelineEvent) => string {
  const { people = [] } = useFacts()
  return ({ source, data }) => {
    const agent = data.agent ?? data.by
    const id = typeof agent === 'string' ? agent : source.startsWith('user/') ? source.slice(5) : source
    return people.find((person) => person.id === id || person.agent === id)?.name ?? id
  }
}

/** Who sent an event, where that was a person; null: a feed or the system. */
export function useSender(): (event: TimelineEvent) => string | null {
  const { people = [] } = useFacts()
  return ({ source }) => {
    if (!source.startsWith('user/')) return null
    const id = source.slice('user/'.length)
    return people.find((person) => person.id === id)?.name ?? id
  }
}

/** An event as a sentence; one that the catalogue has no sentence for shows its type. */
export function useEventSentence(): (event: TimelineEvent) => string {
  const t = useTranslations('event')
  const format = useFormats()
  const moneyText = useMoney()
  const { departments = [], queues = [] } = useFacts()
  const who = useWho()
  const { store } = useLive()
  const priority = useOpenWord('priority')
  const outcome = useTranslations('after')
  const marked = (kind: string) => (outcome.has(kind as never) ? outcome(kind as 'solved') : kind)
  const described = useTranslations('describe')
  const outcomeWord = (word: string) =>
    described.has(`outcome.${word}` as never) ? described(`outcome.${word}` as 'outcome.solved') : word
  const titleOf = (id: string) => store.row('case', id)?.title ?? shownId(id)
  const nameIn = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name ?? id
  return (event) => {
    const key = sentenceKey(event)
    if (!t.has(key as never)) return `${event.type} · ${who(event)}`
    const { data } = event
    const to = (data.to ?? {}) as Record<string, unknown>
    const sum = sumOf(data)
    const money = sum === null ? '' : moneyText(sum)
    const due = noteIn(data, 'due') || noteIn(data, 'nextAt')
    return t(key as 'case_opened', {
      who: who(event),
      due: due === '' ? '–' : format.dayTime(due),
      dated: due === '' ? 'no' : 'yes',
      department: nameIn(departments, noteIn(data, 'department') || String(to.department ?? '')),
      queue: nameIn(queues, noteIn(data, 'queue') || String(to.queue ?? to.agent ?? to.department ?? '')),
      money,
      priced: money === '' ? 'no' : 'yes',
      outcome: outcomeWord(noteIn(data, 'outcome')),
      into: titleOf(noteIn(data, 'into')),
      priority: priority(noteIn(data, 'priority')),
      what: marked(noteIn(data, 'kind')),
    })
  }
}

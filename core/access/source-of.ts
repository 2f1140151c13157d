import type { FloorEvent } from '../event/event.ts'
import type { Site } from '../site/site-schema.ts'
import { agentOfPerson } from './agent-of-person.ts'
import type { Staff } from './viewer.ts'

/** Who said it, as the log names them. */
export function sourceOf({ kind, id }: Pick<Staff, 'kind' | 'id'>): string {
  return kind === 'person' ? `user/${id}` : `user/token/${id}`
}

const TOKEN = 'user/token/'

/** The agent as whom the sender of an event works; null: none, or it was no person's word. */
export function agentWhoSent(
  { source }: Pick<FloorEvent, 'source'>,
  { apiTokens, people }: Site,
): string | null {
  if (source.startsWith(TOKEN))
    return apiTokens.find(({ name }) => name === source.slice(TOKEN.length))?.agent ?? null
  const person = people.find(({ id }) => `user/${id}` === source)
  return person === undefined ? null : agentOfPerson(person)
}

/** Who said it, by the id that names them on screens: the person's, of a token the agent's who has it; null: no person did. */
export function whoSent(event: Pick<FloorEvent, 'source'>, site: Site): string | null {
  if (!event.source.startsWith('user/')) return null
  return event.source.startsWith(TOKEN) ? agentWhoSent(event, site) : event.source.slice('user/'.length)
}

/** Whether an event is this person's word, also if they said it by a token of theirs. */
export function isSentBy(who: Staff, event: FloorEvent, site: Site): boolean {
  if (event.source === sourceOf(who)) return true
  return who.agent !== null && agentWhoSent(event, site) === who.agent
}

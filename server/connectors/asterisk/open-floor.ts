import type { Floor } from '#core/floor/floor.ts'
import type { AgentRow, ContactRow } from '#core/rows/row.ts'
import type { OpenFloor } from './mapping/restore-open-calls.ts'

type Open = Pick<Floor, 'ids' | 'row' | 'eventsOf'>

/** What the floor holds to be open of a feed: its contacts by their ids, and the agents who are signed in. */
export function openFloorOf(floor: Open, feed: string): OpenFloor {
  const contacts: OpenFloor['contacts'][number][] = []
  for (const id of floor.ids('contact')) {
    const row = id.startsWith(`${feed}/`) ? floor.row('contact', id) : null
    const open = row === null ? null : openContact(row)
    if (open !== null) contacts.push(open)
  }
  const agents: OpenFloor['agents'][number][] = []
  const signedOut = new Map<string, number>()
  for (const id of floor.ids('agent')) {
    const row = floor.row('agent', id)
    if (row === null) continue
    if (row.state !== 'offline') agents.push(openAgent(row))
    else if (row.since !== null) signedOut.set(id, Date.parse(row.since))
  }
  return { contacts, agents, signedOut, messages: messagesOf(floor, feed) }
}

/** Messages of the feed's callers that lie in mailboxes: callbacks that are open, and callers of queues who are owed. */
function messagesOf(floor: Open, feed: string): NonNullable<OpenFloor['messages']> {
  const found = [...askedBack(floor, feed), ...ofQueues(floor, feed)]
  return found.sort((a, b) => a.at - b.at)
}

type Left = NonNullable<OpenFloor['messages']>[number] & { readonly at: number }

function* askedBack(floor: Open, feed: string): Iterable<Left> {
  for (const id of floor.ids('callback')) {
    if (!id.startsWith(`${feed}/`) || floor.row('callback', id) === null) continue
    for (const { type, data, time } of floor.eventsOf('callback', id))
      if (type === 'callback.requested' && data.mailbox !== undefined)
        yield { of: 'callback', id, mailbox: data.mailbox, at: time }
  }
}

function* ofQueues(floor: Open, feed: string): Iterable<Left> {
  for (const id of floor.ids('recovery')) {
    if (!id.startsWith(`${feed}/`) || floor.row('recovery', id)?.how !== 'voicemail') continue
    for (const { type, data, time } of floor.eventsOf('contact', id))
      if (type === 'contact.left' && data.mailbox !== undefined)
        yield { of: 'contact', id, mailbox: data.mailbox, at: time }
  }
}

/** What an agent dials, or what rings at one past every queue, and nobody has answered yet. */
function ringingPastQueues(row: ContactRow): OpenFloor['contacts'][number] | null {
  const { id, state, queue, agent, queuedAt, answeredAt, direction, phone, name } = row
  if (state !== 'ringing' || agent === null || queuedAt !== null || answeredAt !== null) return null
  return {
    ...{ id, queue, agent, since: 0, phone, name },
    state: direction === 'outbound' ? 'dialling' : 'direct',
  }
}

function openContact(row: ContactRow): OpenFloor['contacts'][number] | null {
  const past = ringingPastQueues(row)
  if (past !== null) return past
  const { id, queue, agent } = row
  const since = Date.parse(row.answeredAt ?? row.queuedAt ?? '')
  if (Number.isNaN(since)) return null
  switch (row.state) {
    case 'waiting':
      return { id, state: 'waiting', queue, agent: null, since: Date.parse(row.queuedAt ?? '') }
    case 'ringing':
      // Ringing after an answer: passed on by its agent, and with nobody now.
      return { id, state: row.answeredAt === null ? 'waiting' : 'passed_on', queue, agent: null, since }
    case 'talking':
    case 'held':
      return { id, state: 'talking', queue, agent, since }
    case 'wrap_up':
      return null
    default:
      return row.state satisfies never
  }
}

function openAgent(row: AgentRow): OpenFloor['agents'][number] {
  const away = row.away === null ? null : (row.away.reason ?? '')
  const pausedIn = Object.fromEntries(row.pausedIn.map(({ queue, reason }) => [queue, reason ?? '']))
  return { id: row.id, queues: row.queues, away, penalties: row.penalties ?? {}, pausedIn }
}

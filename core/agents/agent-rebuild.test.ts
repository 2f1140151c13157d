import { expect, test } from 'vitest'
import type { EventOfKind } from '../event/event.ts'
import { createAgentProjection } from './agent-projection.ts'
import type { AgentItem, ContactItem } from './agent-state.ts'

const DAY_MS = 24 * 3_600_000
const START = Date.UTC(2026, 2, 4, 1)
const EVERY_MS = 10_000

function partOf(part: ContactItem['part'], subject: string, time: number): AgentItem {
  const event = { id: `${part}-${subject}`, source: 'pbx', type: `contact.${part}`, time, subject, data: {} }
  const work = { queue: 'care', channel: 'voice', direction: 'inbound' as const, wrapUpMs: 2_000 }
  return { event: event as unknown as EventOfKind<'contact'>, part, work }
}

const partsOf = (contact: string, at: number, step: number): AgentItem[] => [
  partOf('offered', contact, at),
  partOf('answered', contact, at + step),
  partOf('ended', contact, at + 5 * step),
  partOf('wrapped', contact, at + 6 * step),
]

/** One contact after the other, each with what is the agent's in it. */
function contactsOf(count: number): Map<string, AgentItem[]> {
  const contacts = new Map<string, AgentItem[]>()
  for (let index = 0; index < count; index++) {
    contacts.set(`C${index}`, partsOf(`C${index}`, START + index * EVERY_MS, 1_000))
  }
  return contacts
}

const own = (type: string, time: number, data: object = {}) =>
  ({
    id: `${type}-${time}`,
    source: 'pbx',
    type,
    time,
    subject: 'wu',
    data,
  }) as unknown as EventOfKind<'agent'>

/** An agent of so many contacts, and how much was done for it since that was asked last: contacts asked, items gone through. */
function agentOf(count: number) {
  let now = START
  let work = 0
  const contacts = contactsOf(count)
  const agents = createAgentProjection({
    most: () => Number.POSITIVE_INFINITY,
    now: () => now,
    wake: () => undefined,
    dayOf(at) {
      work++
      return at - (at % DAY_MS)
    },
    partsOf(contact) {
      work++
      return contacts.get(contact) ?? []
    },
    wrapped: () => undefined,
    agentChanged: () => undefined,
  })
  const hear = (event: EventOfKind<'agent'>) => {
    now = Math.max(now, event.time)
    agents.apply(event)
  }
  return {
    agents,
    hear,
    hearAll(between: (at: number) => void = () => undefined) {
      for (const items of contacts.values()) {
        between(itemTime(items[0]!))
        for (const item of items) {
          now = itemTime(item)
          agents.applyPart('wu', item)
        }
      }
    },
    /** A contact of which all comes now, after what came later. */
    hearContact(contact: string, at: number) {
      const items = partsOf(contact, at, 100)
      contacts.set(contact, items)
      agents.applyParts('wu', contact, items, { since: at, until: at + 600 })
    },
    /** Lets time pass until nothing is to be built again, or for so many pieces of that. */
    settle(pieces = Number.POSITIVE_INFINITY) {
      for (let next = agents.nextRefold(); next !== null && pieces-- > 0; next = agents.nextRefold()) {
        now = Math.max(now, next)
        agents.advance(now)
      }
    },
    work() {
      const done = work
      work = 0
      return done
    },
  }
}

const itemTime = ({ event }: AgentItem) => event.time

/** What is done for one contact that belongs amid so many contacts. */
function workForOneLate(count: number): number {
  const agent = agentOf(count)
  agent.hear(own('agent.signed_in', START, { queues: ['care'] }))
  agent.hearAll()
  agent.work()
  agent.hearContact('late', START + (count / 2) * EVERY_MS + 7_000)
  agent.settle()
  return agent.work()
}

test('a contact that comes late costs what lies near it, however many contacts the agent had since', () => {
  expect(workForOneLate(3_000)).toBeLessThan(1.2 * workForOneLate(600) + 50)
})

test('who had a contact that comes late has it in the sums of the day, whatever was built again', () => {
  const at = START + 100 * EVERY_MS + 7_000
  const [inOrder, late] = [agentOf(900), agentOf(900)]
  for (const agent of [inOrder, late]) agent.hear(own('agent.signed_in', START, { queues: ['care'] }))
  inOrder.hearAll((begins) => {
    if (begins === START + 101 * EVERY_MS) inOrder.hearContact('late', at)
  })
  late.hearAll()
  late.hearContact('late', at)
  late.settle()
  expect(late.agents.get('wu')).toEqual(inOrder.agents.get('wu'))
  // What is built again later begins with what was right.
  for (const agent of [inOrder, late]) {
    agent.hearContact('later', at + 400 * EVERY_MS)
    agent.hear(own('agent.busy', at + 600 * EVERY_MS))
    agent.settle()
  }
  expect(late.agents.get('wu')).toEqual(inOrder.agents.get('wu'))
})

test('what comes late changes the sums of the day, and the agent goes on from them; also in a stretch that it made long', () => {
  const COUNT = 900
  const busyFor = (agent: ReturnType<typeof agentOf>) => agent.agents.get('wu')!
  const inOrder = agentOf(COUNT)
  const late = agentOf(COUNT)
  const away = (index: number) => [
    own('agent.away', START + index * EVERY_MS + 7_000, { reason: 'meeting' }),
    own('agent.available', START + index * EVERY_MS + 8_000 + (index % 7)),
  ]
  const ofAll = Array.from({ length: 600 }, (_, index) => away(index + 100)).flat()
  const events = [own('agent.signed_in', START, { queues: ['care'] }), ...ofAll]
  let said = 0
  inOrder.hearAll((at) => {
    for (; said < events.length && events[said]!.time <= at; said++) inOrder.hear(events[said]!)
  })
  late.hearAll()
  for (const [index, event] of [...events].reverse().entries()) {
    late.hear(event)
    if (index % 40 === 0) late.settle()
  }
  late.settle()
  expect(busyFor(late)).toEqual(busyFor(inOrder))
  // Whatever is built again later begins with what was right.
  for (const agent of [late, inOrder]) {
    for (const index of [400, 150, 850]) agent.hear(own('agent.busy', START + index * EVERY_MS + 7_500))
    agent.settle()
  }
  expect(busyFor(late)).toEqual(busyFor(inOrder))
})

test('what comes while a short day is built again, with a long one after it, is taken in by another time', () => {
  const before = START - DAY_MS
  const signedIn = own('agent.signed_in', before, { queues: ['care'] })
  const available = own('agent.available', before + 30_000)
  const away = own('agent.away', before + 60_000, { reason: 'meeting' })
  const signedOut = own('agent.signed_out', before + 90_000)
  const inOrder = agentOf(300)
  for (const event of [signedIn, available, away, signedOut]) inOrder.hear(event)
  inOrder.hear(own('agent.signed_in', START, { queues: ['care'] }))
  inOrder.hearAll()
  for (const pieces of [1, 2, 3, 4]) {
    const late = agentOf(300)
    for (const event of [signedIn, signedOut]) late.hear(event)
    late.hear(own('agent.signed_in', START, { queues: ['care'] }))
    late.hearAll()
    late.hear(away)
    late.settle(pieces)
    late.hear(available)
    late.settle()
    expect(late.agents.get('wu')).toEqual(inOrder.agents.get('wu'))
  }
})

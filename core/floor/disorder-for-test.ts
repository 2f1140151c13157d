import type { AnyEvent } from '../event/event.ts'

/** What one entity of a kind lives through, in order: `count` events, the last of them before `until` (ms). */
export type History = (count: number, until: number) => AnyEvent[]

/** Over how long they are spread: a feed that was away for a night and sends all of it. */
const SPREAD_MS = 19 * 3_600_000

type Said = readonly [type: string, subject: string, data: Record<string, unknown>]

/** A history whose n-th event is what `said` gives. */
function historyOf(said: (number: number, at: (number: number) => string) => Said): History {
  return (count, until) => {
    const from = until - SPREAD_MS
    const step = Math.floor(SPREAD_MS / (count + 1))
    const timeOf = (number: number) => from + number * step
    const at = (number: number) => new Date(timeOf(number)).toISOString()
    return Array.from({ length: count }, (_, number): AnyEvent => {
      const [type, subject, data] = said(number, at)
      return { id: `e${number}`, source: 'demo', type, time: timeOf(number), subject, data }
    })
  }
}

const agent = (number: number) => `a${String(1 + (number % 14)).padStart(2, '0')}`

/** One contact that is passed from hand to hand. */
const contact = historyOf((number) => {
  if (number === 0) return ['contact.queued', 'K', { queue: 'service', customer: 'U' }]
  const turn = Math.floor(number / 4)
  const words: readonly Said[] = [
    ['contact.queued', 'K', { queue: turn % 2 === 0 ? 'service' : 'technical', customer: 'U' }],
    ['contact.answered', 'K', { agent: agent(turn) }],
    ['contact.message', 'K', { by: 'customer' }],
    ['contact.transferred', 'K', { to: { queue: 'technical' } }],
  ]
  return words[number % 4]!
})

/** One case that is worked on without end. */
const oneCase = historyOf((number) => {
  if (number === 0) return ['case.opened', 'C', { kind: 'complaint', queue: 'complaints', customer: 'U' }]
  const words: readonly Said[] = [
    ['case.contacted', 'C', { channel: 'chat' }],
    ['case.noted', 'C', { text: 'still at it' }],
    ['case.replied', 'C', { kind: 'progress', agent: agent(number) }],
    ['case.waiting', 'C', {}],
    ['case.resumed', 'C', {}],
    ['case.assigned', 'C', { agent: agent(number) }],
  ]
  return words[number % 6]!
})

/** A customer with a case and a contact each time. */
const customer = historyOf((number) => {
  const turn = Math.floor(number / 2)
  return number % 2 === 0
    ? ['case.opened', `C${turn}`, { kind: 'inquiry', queue: 'service', customer: 'U' }]
    : ['contact.queued', `K${turn}`, { queue: 'service', customer: 'U' }]
})

/** Promises of one case, each made and most kept. */
const promises = historyOf((number, at) => {
  if (number === 0) return ['case.opened', 'C', { kind: 'complaint', queue: 'complaints', customer: 'U' }]
  const turn = Math.floor((number - 1) / 2)
  return number % 2 === 1
    ? ['promise.made', `P${turn}`, { case: 'C', text: 'a word by then', due: at(number + 3) }]
    : ['promise.kept', `P${turn}`, {}]
})

/** Callbacks of one case, each asked for and made. */
const callbacks = historyOf((number) => {
  if (number === 0) return ['case.opened', 'C', { kind: 'complaint', queue: 'complaints', customer: 'U' }]
  const turn = Math.floor((number - 1) / 2)
  return number % 2 === 1
    ? ['callback.requested', `B${turn}`, { queue: 'service', case: 'C', customer: 'U' }]
    : ['callback.attempted', `B${turn}`, { agent: agent(turn), outcome: 'reached' }]
})

/** One hand-off that two departments send to each other. */
const handoff = historyOf((number) => {
  if (number === 0) return ['case.opened', 'C', { kind: 'complaint', queue: 'complaints', customer: 'U' }]
  if (number === 1) return ['handoff.sent', 'H', { case: 'C', department: 'finance' }]
  return ['handoff.bounced', 'H', { to: number % 2 === 0 ? 'logistics' : 'finance' }]
})

/** One allowance that is reported again and again. */
const allowance = historyOf((number) => [
  'allowance.reported',
  'A',
  { customer: 'U', name: 'data', used: number, limit: 100_000 },
])

/** The contacts of one agent, one after the other. */
const agentContacts = historyOf((number) => {
  const turn = Math.floor(number / 4)
  const words: readonly Said[] = [
    ['contact.queued', `K${turn}`, { queue: 'service' }],
    ['contact.answered', `K${turn}`, { agent: 'a01' }],
    ['contact.ended', `K${turn}`, { by: 'customer' }],
    ['contact.wrapped', `K${turn}`, { agent: 'a01' }],
  ]
  return words[number % 4]!
})

/** What one agent says of themselves. */
const agentState = historyOf((number) => {
  const words: readonly Said[] = [
    ['agent.signed_in', 'a01', { queues: ['service', 'technical'] }],
    ['agent.away', 'a01', { reason: 'break' }],
    ['agent.available', 'a01', {}],
    ['agent.busy', 'a01', {}],
    ['agent.available', 'a01', {}],
  ]
  return words[number % 5]!
})

/** Each kind of thing of which very much may be heard. */
export const histories: Readonly<Record<string, History>> = {
  contact,
  case: oneCase,
  customer,
  promises,
  callbacks,
  handoff,
  allowance,
  'agent-contacts': agentContacts,
  'agent-state': agentState,
}

/** The same events in an order that chance gave once and for all. */
export function shuffled<T>(list: readonly T[]): T[] {
  const out = [...list]
  let seed = 42
  for (let last = out.length - 1; last > 0; last--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((seed / 2 ** 32) * (last + 1))
    const swapped = out[last]!
    out[last] = out[other]!
    out[other] = swapped
  }
  return out
}

import { instantText } from '#core/rows/row.ts'

/** One event as a feed sends it, before it is a text. */
export type Happening = [at: number, type: string, subject: string, data: Record<string, unknown>]

export interface DayShape {
  readonly events: number
  readonly agents: number
  readonly queues: readonly string[]
  /** When the day begins, ms, and how long it is. */
  readonly from: number
  readonly lengthMs: number
  /** Of all contacts, how many are still open when the day ends, and how many cases. */
  readonly openContacts: number
  readonly openCases: number
}

/** A small generator of numbers from 0 to 1 that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function agentsOf(shape: DayShape): Happening[] {
  return Array.from({ length: shape.agents }, (_, index) => {
    const queues = [0, 1].map((skip) => shape.queues[(index + skip) % shape.queues.length]!)
    return [shape.from + index, 'agent.signed_in', `a${index}`, { queues, name: `Agent ${index}` }]
  })
}

/** About 6.6 events: most are answered, one in twelve gives up, one in six asks a question that becomes a case. */
function callOf(shape: DayShape, index: number, at: number, random: () => number): Happening[] {
  const id = `call-${index}`
  const agent = `a${Math.floor(random() * shape.agents)}`
  const customer = `customer-${Math.floor(random() * 50_000)}`
  const queue = shape.queues[Math.floor(random() * shape.queues.length)]!
  const list: Happening[] = [
    [at, 'contact.queued', id, { queue, channel: 'voice', customer, phone: '13800138000' }],
  ]
  const answerAt = at + 2_000 + random() * 25_000
  list.push([at + 1_000, 'contact.offered', id, { agent }])
  if (random() < 1 / 12) return [...list, [answerAt, 'contact.abandoned', id, {}]]
  const endAt = answerAt + 60_000 + random() * 240_000
  list.push([answerAt, 'contact.answered', id, { agent }])
  if (random() < 1 / 6) {
    const about = `case-${index}`
    const kind = random() < 0.3 ? 'complaint' : 'inquiry'
    list.push([
      answerAt + 30_000,
      'case.opened',
      about,
      { kind, queue, customer, contact: id, title: 'About an order' },
    ])
    list.push([endAt + 60_000, 'case.replied', about, { kind: 'answer', agent, channel: 'voice' }])
    list.push([endAt + 1_800_000, 'case.resolved', about, { outcome: 'solved' }])
  }
  list.push([endAt, 'contact.ended', id, { by: 'customer' }])
  list.push([endAt + 20_000 + random() * 60_000, 'contact.wrapped', id, { agent }])
  return list
}

/** What stays open at the end of the day: contacts that wait or talk, cases that nobody resolved. */
function openOf(shape: DayShape, random: () => number): Happening[] {
  const end = shape.from + shape.lengthMs
  const list: Happening[] = []
  for (let index = 0; index < shape.openContacts; index++) {
    const id = `open-${index}`
    const queue = shape.queues[index % shape.queues.length]!
    list.push([
      end - 600_000 * random(),
      'contact.queued',
      id,
      { queue, channel: 'chat', customer: `open-${index}` },
    ])
  }
  for (let index = 0; index < shape.openCases; index++) {
    const queue = shape.queues[index % shape.queues.length]!
    const data = {
      kind: index % 3 === 0 ? 'complaint' : 'inquiry',
      queue,
      customer: `c-${index}`,
      title: 'Still open',
    }
    list.push([shape.from + shape.lengthMs * random(), 'case.opened', `open-case-${index}`, data])
  }
  return list
}

/** A day of a large floor, in order of time; the same for the same shape. */
export function busyDay(shape: DayShape): Happening[] {
  const random = seeded(20_260_304)
  const list = [...agentsOf(shape), ...openOf(shape, random)]
  const calls = Math.max(1, Math.round((shape.events - list.length) / 6.1))
  const stepMs = shape.lengthMs / calls
  for (let index = 0; list.length < shape.events; index++)
    list.push(...callOf(shape, index, shape.from + ((index * stepMs) % shape.lengthMs), random))
  list.length = shape.events
  return list.sort((a, b) => a[0] - b[0])
}

/** A happening as the CloudEvent that a feed posts. */
export function cloudEvent([at, type, subject, data]: Happening, number: number, source: string): string {
  const time = instantText(Math.round(at))
  return JSON.stringify({ specversion: '1.0', id: `e${number}`, source, type, time, subject, data })
}

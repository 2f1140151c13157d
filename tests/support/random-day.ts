import fc from 'fast-check'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { siteSchema } from '#core/site/site-schema.ts'

/** Random days of two queues and four agents: plausible calls and mere noise, shuffled, doubled, late. */
export const DAY = Date.parse('2026-03-04T01:00:00Z')
const SPAN_SEC = 5 * 3_600

const siteOf = (withinSec: number, wrapUpSec: number) =>
  siteSchema.parse({
    site: { id: 'day', timezone: 'Asia/Shanghai' },
    queues: [
      { id: 'q1', target: { share: 0.8, withinSec }, shortAbandonSec: 5, wrapUpSec },
      { id: 'q2', target: { share: 0.8, withinSec: 60 } },
    ],
  })
export const daySite = siteOf(20, 60)

const agent = fc.constantFrom('a1', 'a2', 'a3', 'a4')
const queue = fc.constantFrom('q1', 'q2', 'q3')
type Planned = Pick<AnyEvent, 'type' | 'data'> & { subject: string; afterSec: number }

const waits = fc.record({ waitSec: fc.double({ min: 0, max: 100, noNaN: true }) }, { requiredKeys: [] })
const sec = (max: number) => fc.nat({ max })

/** A call from its entering to its end, with what may happen between. */
const call = (subject: string) =>
  fc
    .record({
      at: sec(SPAN_SEC),
      queue,
      agent,
      next: agent,
      wait: sec(90),
      talk: sec(900),
      wrap: sec(120),
      own: waits,
      fate: fc.constantFrom('answered', 'answered', 'answered', 'abandoned', 'left', 'ended', 'waiting'),
      reason: fc.constantFrom('full', 'timeout', 'callback', 'overflow', 'closed'),
      offers: fc.boolean(),
      holds: fc.boolean(),
      moves: fc.constantFrom('no', 'no', 'agent', 'queue', 'conference'),
      says: fc.constantFrom('nothing', 'wrapped', 'wrapped by agent', 'rated'),
      goes: fc.constantFrom('nothing', 'available', 'away', 'busy'),
      by: fc.constantFrom('customer', 'agent', 'system', undefined),
      skew: fc.constantFrom(0, 0, 0, 1, 3, 4, 6),
      zombies: fc.constantFrom('no', 'no', 'no', 'answered', 'offered', 'held', 'all'),
      zombieAt: sec(7_200),
    })
    .map((shape): Planned[] => {
      const { at, wait, talk, wrap, own } = shape
      const answered = at + wait
      const end = answered + talk
      const one = (type: string, afterSec: number, data: Planned['data'] = {}) => ({
        type,
        subject,
        afterSec,
        data,
      })
      // By the clock of who answers, the queue's may be seconds ahead.
      const isEarly = shape.skew > 0 && shape.fate === 'answered'
      const planned = [one('contact.queued', isEarly ? answered + shape.skew : at, { queue: shape.queue })]
      if (shape.offers) planned.push(one('contact.offered', at + (wait >> 1), { agent: shape.agent }))
      if (shape.fate === 'waiting') return planned
      if (shape.fate === 'abandoned') return [...planned, one('contact.abandoned', answered, own)]
      if (shape.fate === 'left')
        return [...planned, one('contact.left', at + (wait % 3), { reason: shape.reason, ...own })]
      if (shape.fate === 'ended') return [...planned, one('contact.ended', answered, { by: shape.by })]
      planned.push(one('contact.answered', answered, { agent: shape.agent, ...own }))
      if (shape.holds) {
        planned.push(
          one('contact.held', answered + (talk >> 2)),
          one('contact.resumed', answered + (talk >> 1)),
        )
      }
      const middle = answered + Math.floor(talk * 0.7)
      if (shape.moves === 'agent')
        planned.push(
          one('contact.transferred', middle, { to: { agent: shape.next } }),
          one('contact.answered', middle + 9, { agent: shape.next }),
        )
      if (shape.moves === 'queue')
        planned.push(
          one('contact.queued', middle, { queue: 'q2' }),
          one('contact.answered', middle + 30 - shape.skew * 6, { agent: shape.next }),
        )
      if (shape.moves === 'conference') planned.push(one('contact.answered', middle, { agent: shape.next }))
      planned.push(one('contact.ended', end + 40, { by: shape.by }))
      for (const type of ['answered', 'offered', 'held', 'resumed'])
        if (shape.zombies === type || shape.zombies === 'all')
          planned.push(one(`contact.${type}`, end + 40 + shape.zombieAt, { agent: shape.next }))
      if (shape.says === 'wrapped') planned.push(one('contact.wrapped', end + 40 + wrap))
      if (shape.says === 'wrapped by agent')
        planned.push(one('contact.wrapped', end + 40 + wrap, { agent: shape.agent }))
      if (shape.says === 'rated') planned.push(one('contact.rated', end + 60, { score: wrap % 6, of: 5 }))
      if (shape.goes !== 'nothing')
        planned.push({
          ...one(`agent.${shape.goes}`, end + 40 + (wrap >> 1)),
          subject: shape.moves === 'no' ? shape.agent : shape.next,
        })
      return planned
    })

const noiseOf = (type: string, data: fc.Arbitrary<Record<string, unknown>> = fc.constant({})) =>
  fc.record({
    type: fc.constant(type),
    subject: fc.constantFrom('n1', 'n2', 'n3', 'c1', 'c2'),
    data,
    afterSec: sec(SPAN_SEC),
  })
const byAgent = fc.record({ agent })
const noise = fc.oneof(
  noiseOf('contact.queued', fc.record({ queue })),
  noiseOf('contact.answered', byAgent),
  noiseOf('contact.offered', byAgent),
  noiseOf('contact.declined', byAgent),
  noiseOf('contact.dialled', byAgent),
  noiseOf('contact.transferred', fc.constant({ to: { queue: 'q2' } })),
  noiseOf('contact.held'),
  noiseOf('contact.resumed'),
  noiseOf('contact.abandoned'),
  noiseOf('contact.left', fc.record({ reason: fc.constantFrom('full', 'callback', 'other', 'voicemail') })),
  noiseOf('contact.ended'),
  noiseOf('contact.wrapped'),
  noiseOf('contact.rated', fc.constant({ score: 3, of: 4 })),
)

interface Day {
  readonly entries: LogEntry[]
  readonly now: number
}

function entryOf({ afterSec, ...planned }: Planned, index: number): LogEntry {
  const time = DAY + Math.floor(afterSec / 3) * 3_000
  const event = { ...planned, id: `e${String(index).padStart(4, '0')}`, source: 'pbx', time }
  return { pos: '', at: 0, event }
}

/** The set of the site file in force from the beginning, and another from the middle on. */
const sets = [
  { afterSec: -3_600, site: daySite },
  { afterSec: SPAN_SEC / 2, site: siteOf(40, 25) },
].map(({ afterSec, site }, index): LogEntry => {
  const event = {
    type: 'config.applied',
    subject: 'day',
    source: 'system/site',
    data: { site },
    id: `s${index}`,
  }
  return { pos: '', at: 0, event: { ...event, time: DAY + afterSec * 1_000 } }
})

export const randomDay: fc.Arbitrary<Day> = fc
  .tuple(
    fc.tuple(...Array.from({ length: 40 }, (_, index) => call(`c${index}`))),
    fc.array(noise, { maxLength: 60 }),
    fc.infiniteStream(fc.nat({ max: 999 })),
  )
  .map(([calls, rest, random]) => {
    const next = () => random.next().value as number
    const planned = [...calls.flat(), ...rest].map(entryOf)
    const doubled = planned.filter(() => next() < 50)
    const delayed = [...planned, ...doubled].map((entry) => {
      const lateMs = next() < 150 ? next() * 9_000 : 0
      return { ...entry, at: entry.event.time + lateMs }
    })
    const applied = sets.map((entry) => ({ ...entry, at: entry.event.time }))
    const all = [...applied, ...delayed].sort((a, b) => a.at - b.at)
    let at = DAY - 3_600_000
    const entries = all.map((entry, index) => {
      at = Math.max(at, entry.at)
      return { ...entry, at, pos: `${at}-${index}` }
    })
    return { entries, now: at + 20_000 }
  })

import fc from 'fast-check'
import type { AnyEvent } from '../event/event.ts'

/** When the random calls begin, ms since 1970: a morning in Shanghai. */
export const CALLS_BEGIN = Date.UTC(2026, 2, 4, 1)

const QUEUES = ['care', 'sales'] as const
const AGENTS = ['a1', 'a2', 'a3'] as const
const agent = fc.constantFrom(...AGENTS)
const queue = fc.constantFrom(...QUEUES)

type Said = readonly [type: string, subject: string, data: object]
const contact = fc.integer({ min: 1, max: 6 }).map((number) => `K${number}`)
const ofContact = (type: string, data: fc.Arbitrary<object> = fc.constant({})) =>
  fc.tuple(fc.constant(`contact.${type}`), contact, data)
const ofAgent = (type: string, data: fc.Arbitrary<object> = fc.constant({})) =>
  fc.tuple(fc.constant(`agent.${type}`), agent, data)

const said: fc.Arbitrary<Said> = fc.oneof(
  { weight: 4, arbitrary: ofContact('queued', fc.record({ queue })) },
  { weight: 4, arbitrary: ofContact('answered', fc.record({ agent })) },
  ofContact('offered', fc.record({ agent })),
  ofContact('declined', fc.record({ agent })),
  ofContact('dialled', fc.record({ agent, queue })),
  ofContact('held'),
  ofContact('resumed'),
  ofContact('transferred', fc.constant({ to: { queue: 'sales' } })),
  ofContact('abandoned'),
  ofContact('left', fc.record({ reason: fc.constantFrom('timeout', 'callback', 'voicemail', 'closed') })),
  { weight: 2, arbitrary: ofContact('ended') },
  ofContact('wrapped', fc.record({ agent })),
  ofContact('rated', fc.record({ score: fc.integer({ min: 0, max: 5 }), of: fc.constant(5) })),
  { weight: 2, arbitrary: ofAgent('signed_in', fc.record({ queues: fc.subarray([...QUEUES]) })) },
  ofAgent('available'),
  ofAgent('away', fc.record({ reason: fc.constantFrom('break', 'training') })),
  ofAgent('busy'),
  ofAgent('queues', fc.record({ queues: fc.subarray([...QUEUES]) })),
  ofAgent('signed_out'),
)

/** Calls and agents at random, in the order in which they are received, which need not be that in which they happened. */
export const randomCalls: fc.Arbitrary<AnyEvent[]> = fc
  .array(fc.tuple(said, fc.integer({ min: 0, max: 90 })), { minLength: 1, maxLength: 40 })
  .map((list) =>
    list.map(([[type, subject, data], minute], number) => ({
      ...{ id: `e${number}`, source: 'pbx', type, subject },
      ...{ time: CALLS_BEGIN + minute * 60_000, data: { ...data } },
    })),
  )

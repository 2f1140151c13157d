import fc from 'fast-check'
import type { AnyEvent } from '../../event/event.ts'

/** Random histories of a small floor, for property tests: few ids and few instants, so that everything meets. */
const START = Date.UTC(2026, 2, 2, 1)
const MINUTE = 60_000

const one = <T>(...values: T[]) => fc.constantFrom(...values)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const instant = fc
  .integer({ min: 0, max: 600 })
  .map((minutes) => new Date(START + minutes * MINUTE).toISOString())
const caseId = one('C1', 'C2', 'C3', 'open-K1')
const contactId = one('K1', 'K2', 'K3', 'K4')
const agent = one('yuan', 'he')
const customer = maybe(one('ann', 'bob'))

const record = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .record(shape)
    .map((data) => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)))
const of = (
  types: string[],
  subject: fc.Arbitrary<string>,
  shape: Record<string, fc.Arbitrary<unknown>> = {},
) => fc.record({ type: one(...types), subject, data: record(shape) })

const happenings = fc.oneof(
  {
    weight: 4,
    arbitrary: of(['case.opened'], one('C1', 'C2', 'C3', 'open-K1'), {
      kind: one('complaint', 'request', 'inquiry', 'suggestion'),
      customer,
      agent: maybe(agent),
      queue: maybe(one('complaints', 'billing')),
      team: maybe(one('care')),
      priority: maybe(one('normal', 'vip')),
      deadline: maybe(instant),
      contact: maybe(contactId),
    }),
  },
  of(['case.contacted'], caseId, { contact: maybe(contactId) }),
  of(['case.assigned'], caseId, { agent }),
  {
    weight: 2,
    arbitrary: of(['case.replied'], caseId, {
      kind: one('answer', 'progress'),
      accepted: maybe(fc.boolean()),
      nextAt: maybe(instant),
    }),
  },
  of(['case.priority_changed'], caseId, { priority: one('normal', 'high', 'vip') }),
  of(['case.waiting', 'case.resumed', 'case.resolved', 'case.reopened', 'case.escalation_requested'], caseId),
  of(['case.described'], caseId, {
    kind: maybe(one('complaint', 'inquiry')),
    customer,
    queue: maybe(one('complaints', 'billing')),
    deadline: fc.option(fc.oneof(instant, fc.constant(null)), { nil: undefined }),
  }),
  {
    weight: 3,
    arbitrary: of(['case.merged'], one('C1', 'C2', 'C3'), { into: one('C1', 'C2', 'C3', 'open-K1') }),
  },
  of(['case.unmerged'], one('C1', 'C2', 'C3')),
  {
    weight: 3,
    arbitrary: of(
      ['system.event_withdrawn'],
      one('case/C1', 'case/C2', 'case/C3', 'promise/P1', 'handoff/H1', 'approval/A1', 'callback/B1'),
      { event: fc.integer({ min: 0, max: 39 }).map((index) => `e${String(index).padStart(3, '0')}`) },
    ),
  },
  of(['promise.made'], one('P1', 'P2'), { case: caseId, text: one('soon'), due: instant }),
  of(['promise.kept', 'promise.withdrawn', 'promise.at_risk', 'promise.confirmed'], one('P1', 'P2')),
  of(['promise.moved'], one('P1', 'P2'), { due: instant }),
  of(['handoff.sent'], one('H1', 'H2'), {
    case: caseId,
    department: one('product', 'review'),
    due: maybe(instant),
  }),
  of(['handoff.accepted', 'handoff.returned', 'handoff.bounced'], one('H1', 'H2')),
  of(['handoff.time_requested'], one('H1', 'H2'), { until: instant, reason: maybe(one('parts')) }),
  of(['handoff.time_decided'], one('H1', 'H2'), { granted: fc.boolean(), until: maybe(instant) }),
  of(['approval.requested'], one('A1'), { case: caseId, from: one('lin') }),
  of(['approval.decided'], one('A1'), { granted: fc.boolean() }),
  of(['approval.questioned', 'approval.explained'], one('A1'), { text: one('why', 'so') }),
  of(['assist.requested'], one('S1', 'S2'), { agent, case: maybe(caseId), place: maybe(one('12')) }),
  of(['assist.accepted'], one('S1', 'S2'), { by: one('lin', 'ma') }),
  of(['assist.ended'], one('S1', 'S2')),
  of(['callback.requested'], one('B1', 'B2'), {
    queue: one('billing'),
    due: maybe(instant),
    case: maybe(caseId),
    customer,
  }),
  of(['callback.attempted'], one('B1', 'B2'), { agent, outcome: one('reached', 'no_answer') }),
  of(['callback.rescheduled'], one('B1', 'B2'), { due: instant }),
  of(['callback.done', 'callback.cancelled'], one('B1', 'B2')),
  of(['allowance.reported'], one('L1'), {
    customer: one('ann'),
    name: one('data'),
    used: fc.integer({ min: 0, max: 120 }),
    limit: one(100, 0),
  }),
  {
    weight: 4,
    arbitrary: of(['contact.queued'], contactId, {
      queue: one('complaints', 'billing', 'walkin'),
      customer,
      case: maybe(caseId),
    }),
  },
  { weight: 3, arbitrary: of(['contact.answered'], contactId, { agent }) },
  { weight: 2, arbitrary: of(['contact.transferred'], contactId, { to: fc.constant({ queue: 'billing' }) }) },
  of(['contact.declined'], contactId, { agent }),
  of(['contact.ended', 'contact.abandoned'], contactId),
  of(['contact.dialled'], contactId, { agent, customer }),
)

/** Events of two feeds in the order in which they happened; several may share an instant. */
export const history: fc.Arbitrary<AnyEvent[]> = fc
  .array(
    fc.record({ what: happenings, minute: fc.integer({ min: 0, max: 300 }), source: one('pbx', 'zendesk') }),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) =>
    list.map(({ what, minute, source }, index) => ({
      ...what,
      id: `e${String(index).padStart(3, '0')}`,
      source,
      time: START + minute * MINUTE,
    })),
  )

/** When the events of a history are over, and everything that they can make fall due. */
export const END = START + 12 * 60 * MINUTE

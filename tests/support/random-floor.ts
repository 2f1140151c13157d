import fc from 'fast-check'
import type { AggregateReader, RowReader } from '#core/access/reach.ts'
import type { ActReader } from '#core/access/relation.ts'
import type { ClockView } from '#core/rows/clock-view.ts'
import type { AnyRow, RowType, RowTypes } from '#core/rows/row.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'

/** Random rows of every type, few ids so that they meet, and every personal text recognisable. */
export type Rows = { [T in RowType]: Map<string, RowTypes[T]> }
export interface RandomFloor
  extends RowReader,
    Pick<ActReader, 'eventsOf' | 'aggregate' | 'ofCustomer'>,
    Pick<AggregateReader, 'alertsIn'> {
  rows: Rows
  site: Site
}

export const PHONE = '13898765432'
export const SECRETS = [PHONE, 'NAME-王小明', 'TITLE-secret', 'TEXT-secret', 'CUSTOMER-secret']
const AT = '2026-03-02T01:00:00.000Z'

const agents = ['a1', 'a2', 'a3', 'a4']
const queues = ['q1', 'q2', 'q3']
const teams = ['t1', 't2']
const cases = ['c1', 'c2', 'c3', 'c4', 'c5']
const maybe = <T>(values: readonly T[]) => fc.constantFrom(...values, null)
const someOf = (values: string[]) => fc.subarray(values)

const clock: fc.Arbitrary<ClockView> = fc.record({
  rule: fc.constant('r'),
  subject: fc.constantFrom('case/c1', 'customer/CUSTOMER-secret', 'allowance/CUSTOMER-secret'),
  run: fc.constant(1),
  state: fc.constantFrom('running', 'breached', 'paused'),
  startedAt: fc.constant(AT),
  dueAt: maybe([AT, '2026-03-02T02:00:00.000Z']),
})
const clocks = fc.array(clock, { maxLength: 2 })
const person = {
  customer: fc.constant('CUSTOMER-secret'),
  phone: maybe([PHONE]),
  name: maybe(['NAME-王小明']),
}
const whose = { queue: maybe(queues), agent: maybe(agents), case: maybe(cases) }

const arbitraries: { [T in RowType]?: fc.Arbitrary<Record<string, unknown>> } = {
  agent: fc.record({
    name: fc.constant('Agent'),
    team: maybe(teams),
    queues: someOf(queues),
    state: fc.constantFrom('available', 'busy', 'offline'),
    reason: fc.constant('meal'),
    contacts: someOf(['x1', 'x2', 'x3', 'x4']),
  }),
  contact: fc.record({
    ...whose,
    ...person,
    state: fc.constantFrom('waiting', 'ringing', 'talking'),
    clocks,
  }),
  callback: fc.record({
    ...whose,
    customer: person.customer,
    phone: person.phone,
    dueAt: maybe([AT]),
    onLineWith: someOf(agents),
    clocks,
  }),
  recovery: fc.record({ queue: maybe(queues), customer: person.customer, phone: person.phone }),
  outcome: fc.record({ agent: fc.constantFrom(...agents), case: whose.case, ...person }),
  case: fc.record({
    ...person,
    title: fc.constant(`TITLE-secret ${PHONE}`),
    queue: maybe(queues),
    team: maybe(teams),
    owner: maybe(agents),
    cause: maybe(['TEXT-secret', 'known']),
    state: fc.constantFrom('open', 'waiting', 'resolved'),
    urgency: fc.constantFrom('ok', 'breached'),
    nextDueAt: maybe([AT]),
    rank: fc.integer({ min: 0, max: 9 }),
    reason: fc.constant({ key: 'r', values: { count: 2, title: 'TITLE-secret' } }),
    clocks,
  }),
  promise: fc.record({
    case: whose.case,
    text: fc.constant(`TEXT-secret ${PHONE}`),
    agent: whose.agent,
    owner: maybe(agents),
    state: fc.constantFrom('open', 'kept'),
    dueAt: fc.constant(AT),
    clocks,
  }),
  handoff: fc.record({
    case: whose.case,
    department: fc.constant('d1'),
    question: fc.constant(`call ${PHONE}`),
    moreTime: maybe([{ until: AT, reason: `try ${PHONE}`, askedAt: AT, state: 'asked' }]),
    clocks,
  }),
  approval: fc.record({
    case: whose.case,
    from: fc.constantFrom('p1', 'p2', ...agents),
    reason: fc.constant(`for ${PHONE}`),
    amount: fc.constantFrom(null, 10, 5_000),
    currency: fc.constant('CNY'),
    kind: fc.constant(null),
    requestedBy: fc.constantFrom(null, 'p1', 'p3'),
    state: fc.constantFrom('open', 'granted'),
    about: fc.constant(null),
    clocks,
  }),
  assist: fc.record({
    case: whose.case,
    agent: fc.constantFrom(...agents),
    note: fc.constant(`for ${PHONE}`),
    place: fc.constant('12'),
    state: fc.constantFrom('open', 'accepted', 'ended'),
    told: fc
      .subarray(['p1', 'p2'])
      .map((people) => people.map((person) => ({ person, as: 'leads', at: AT }))),
    about: fc.constant(null),
  }),
  alert: fc.record({
    team: maybe(teams),
    case: whose.case,
    subject: fc.constantFrom(
      'case/c1',
      'contact/x1',
      'agent/a1',
      'callback/b1',
      'site/s',
      'queue/q1',
      'customer/CUSTOMER-secret',
    ),
    about: fc.constant(null),
    state: fc.constantFrom('open', 'acked'),
    ackedBy: maybe(['p1', 'p2']),
    told: fc
      .subarray(['p1', 'p2'])
      .map((people) => people.map((person) => ({ person, at: AT, how: 'loud' }))),
  }),
  queue: fc.constant({ waiting: 0 }),
  board: fc.record({ queues: someOf(queues) }),
  notice: fc.record({ text: fc.constant('notice'), queues: someOf(queues), case: whose.case }),
  allowance: fc.record({ customer: person.customer, share: fc.constant(0.5) }),
  team: fc.constant({ open: 0 }),
  department: fc.constant({ open: 0 }),
  feed: fc.constant({ state: 'live' }),
}

const idsOf: { [T in RowType]: string[] } = {
  agent: agents,
  contact: ['x1', 'x2', 'x3', 'x4'],
  callback: ['b1', 'b2', 'b3'],
  recovery: ['x5', 'x6'],
  outcome: ['x7', 'x8'],
  case: cases,
  promise: ['m1', 'm2', 'm3'],
  handoff: ['h1', 'h2'],
  approval: ['v1', 'v2', 'v3'],
  assist: ['s1', 's2'],
  alert: ['l1', 'l2', 'l3', 'l4'],
  queue: queues,
  board: ['w1', 'w2'],
  notice: ['n1', 'n2'],
  allowance: ['u1'],
  team: teams,
  department: ['d1'],
  feed: ['f1'],
}

const siteArbitrary: fc.Arbitrary<Site> = fc
  .record({
    lead: someOf(['p2', 'a2']),
    unmask: fc.subarray(['admin', 'supervisor'] as const),
    scope: fc.option(fc.record({ queues: someOf(queues), teams: someOf(teams) }), { nil: undefined }),
    authority: someOf(['agent', 'lead', 'supervisor']),
  })
  .map(({ lead, unmask, scope, authority }) =>
    siteSchema.parse({
      site: { id: 's' },
      queues: queues.map((id, index) => ({ id, team: index < 2 ? 't1' : 't2' })),
      teams: [
        { id: 't1', name: 'T1', leads: lead, members: ['a1', 'a2'] },
        { id: 't2', name: 'T2', members: ['a3'] },
      ],
      people: [
        { id: 'p1', name: 'One', role: 'agent', agent: 'a1' },
        { id: 'p2', name: 'Two', role: 'lead', agent: 'a2', team: 't1' },
        { id: 'p3', name: 'Three', role: 'supervisor', scope },
        { id: 'p4', name: 'Four', role: 'admin' },
      ],
      causes: [{ id: 'known', title: 'Known' }],
      boards: [{ id: 'w1', name: 'W', queues: [] }],
      authority: authority.map((role) => ({
        ...{ role, kind: 'compensation' },
        upTo: { amount: role === 'supervisor' ? 9_000 : 100, currency: 'CNY' },
      })),
      privacy: { unmask },
    }),
  )

function rowsOf<T extends RowType>(type: T): fc.Arbitrary<Map<string, RowTypes[T]>> {
  const fields = arbitraries[type] as fc.Arbitrary<Record<string, unknown>>
  const one = (id: string) => fields.map((row) => [id, { id, ...row } as unknown as RowTypes[T]] as const)
  return fc
    .tuple(...idsOf[type].map((id) => fc.option(one(id))))
    .map((rows) => new Map(rows.filter((row) => row !== null)))
}

/** A random floor under a random site file. */
export const randomFloor: fc.Arbitrary<RandomFloor> = fc
  .tuple(
    siteArbitrary,
    fc.record(Object.fromEntries((Object.keys(idsOf) as RowType[]).map((type) => [type, rowsOf(type)]))),
  )
  .map(([site, record]) => {
    const rows = record as unknown as Rows
    const row = (type: RowType, id: string) => (rows[type].get(id) as AnyRow | undefined) ?? null
    const nothing = {
      eventsOf: () => [],
      aggregate: () => [],
      alertsIn: () => [],
      ofCustomer: () => ({ contacts: [], cases: [] }),
    }
    return { site, rows, row: row as RowReader['row'], ...nothing }
  })

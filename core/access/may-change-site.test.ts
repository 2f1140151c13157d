import { expect, it } from 'vitest'
import { siteSchema } from '../site/site-schema.ts'
import { forbiddenChange, forbiddenSecret, mayReadSite } from './may-change-site.ts'

const person = (id: string, role: string, more: object = {}) => ({ id, name: id, role, ...more })
const site = (more: object = {}) =>
  siteSchema.parse({
    site: { id: 'a' },
    queues: [{ id: 'q' }],
    people: [person('boss', 'admin'), person('ma', 'supervisor'), person('yuan', 'agent')],
    ...more,
  })
const supervisor = { role: 'supervisor', reach: 'all' } as const

it('a supervisor of the whole floor changes queues and agents, and nothing that gives more rights', () => {
  const may = (more: object) => forbiddenChange(supervisor, site(), site(more))
  const staff = site().people
  expect(may({ queues: [{ id: 'q', target: { share: 0.9, withinSec: 10 } }] })).toBeNull()
  expect(may({ people: [...staff, person('new', 'agent')] })).toBeNull()
  expect(may({ people: [...staff, person('new', 'admin')] })).toBe('people')
  expect(may({ people: staff.map((one) => ({ ...one, role: 'admin' })) })).toBe('people')
  expect(may({ people: staff.map((one) => ({ ...one, disabled: true })) })).toBe('people')
  expect(may({ privacy: { unmask: ['supervisor'] } })).toBe('privacy')
  expect(may({ apiTokens: [{ name: 'x', role: 'admin' }] })).toBe('apiTokens')
  const refund = (amount: number) => ({
    role: 'supervisor',
    kind: 'refund',
    upTo: { amount, currency: 'CNY' },
  })
  const authority = [refund(90_000), refund(500)]
  expect(forbiddenChange(supervisor, site({ authority: [refund(500)] }), site({ authority }))).toBe(
    'authority',
  )
})

it('administrators change all of it; supervisors of a part, leads and agents do not even look', () => {
  expect(
    forbiddenChange({ role: 'admin', reach: 'all' }, site(), site({ privacy: { unmask: ['lead'] } })),
  ).toBeNull()
  const part = { teams: new Set<string>(), queues: new Set<string>(), strays: true }
  expect(mayReadSite({ role: 'supervisor', reach: part })).toBe(false)
  expect(forbiddenChange({ role: 'supervisor', reach: part }, site(), site())).toBe('site')
  expect(mayReadSite({ role: 'lead', reach: part })).toBe(false)
})

it('a secret, which no set in force holds, is given by administrators alone; a first password of agents and leads is not', () => {
  const given = {
    feeds: { feeds: [{ id: 'f', kind: 'http', token: 'a-token-that-i-know' }] },
    apiTokens: { apiTokens: [{ name: 'x', role: 'admin', token: 'a-token-that-i-know' }] },
    alerts: {
      alerts: { targets: [{ id: 't', kind: 'webhook', url: 'https://h.test/', secret: 'mine-now' }] },
    },
    people: { people: [person('boss', 'admin', { password: 'i-know-this' })] },
  }
  for (const [part, more] of Object.entries(given)) {
    expect(forbiddenSecret(supervisor, site(more))).toBe(part)
    expect(forbiddenSecret({ role: 'admin' }, site(more))).toBeNull()
  }
  const agents = [person('boss', 'admin'), person('yuan', 'agent', { password: 'for-the-first-day' })]
  expect(forbiddenSecret(supervisor, site({ people: agents }))).toBeNull()
  expect(forbiddenSecret(supervisor, site())).toBeNull()
})

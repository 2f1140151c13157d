import { expect, test } from 'vitest'
import { siteSchema } from '../site/site-schema.ts'
import { deliveryMode, type Occasion } from './delivery-mode.ts'
import type { PlanningContext } from './planning-context.ts'
import type { Interruption } from './receipt-projection.ts'

const MINUTE = 60_000
/** 22:00 in Shanghai, within the quiet hours. */
const NIGHT = Date.parse('2026-03-02T14:00:00Z')
const NOON = Date.parse('2026-03-02T04:00:00Z')
const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  alerts: { cap: 2, digestEvery: '10m', quiet: { from: '21:00', to: '08:00' } },
})
const mail = { channel: 'mail', target: 'smtp', address: 'lin@example.test' } as const
const app = { channel: 'app', target: null, address: null } as const

interface Told {
  now?: number
  before?: Interruption[]
  own?: { from: string; to: string } | null
  methods?: PlanningContext['methods']
  resolved?: string[]
}
function mode(
  occasion: Partial<Occasion>,
  { now = NOON, before = [], own = null, methods, resolved = [] }: Told = {},
) {
  const planning = {
    ...{ site, now, quiet: () => own, methods: methods ?? (() => [app, mail]) },
    floor: { row: (_type: string, id: string) => ({ state: resolved.includes(id) ? 'resolved' : 'open' }) },
  } as unknown as PlanningContext
  const usual = {
    subject: 'a2',
    reminds: null,
    conversation: 'case/C1',
    severity: 'warning',
    priority: 2,
    silent: false,
  }
  return deliveryMode('lin', { ...usual, ...occasion } as Occasion, before, planning)
}
const told = (over: Partial<Interruption> = {}): Interruption => ({
  ...{ at: NOON - MINUTE, conversation: 'case/C1', subject: 'a1', priority: 2, ...over },
})

test('what is for the screen alone, or only for information, rings nobody', () => {
  expect(mode({ silent: true })).toEqual({ how: 'silent' })
  expect(mode({ severity: 'info' }, { now: NIGHT })).toEqual({ how: 'silent' })
})

test('in quiet hours a warning is held until they end; what is critical is told at once', () => {
  const until = Date.parse('2026-03-03T00:00:00Z')
  expect(mode({}, { now: NIGHT })).toEqual({ how: 'held', until, reason: 'quiet' })
  expect(mode({ severity: 'critical', priority: 4 }, { now: NIGHT })).toEqual({ how: 'loud' })
})

test('quiet hours of one’s own count in place of the site’s', () => {
  expect(mode({}, { now: NIGHT, own: { from: '12:00', to: '13:00' } })).toEqual({ how: 'loud' })
})

test('whom nothing but the screen reaches is not held back: there is nothing to spare them', () => {
  expect(mode({}, { now: NIGHT, methods: () => [app] })).toEqual({ how: 'loud' })
})

test('who was told of the case within the hour, of something as severe, is not interrupted again', () => {
  expect(mode({}, { before: [told()] })).toEqual({ how: 'soft' })
  expect(mode({ priority: 3 }, { before: [told()] })).toEqual({ how: 'loud' })
  expect(mode({}, { before: [told({ conversation: 'case/C2' })] })).toEqual({ how: 'loud' })
  expect(mode({}, { before: [told({ at: NOON - 60 * MINUTE })] })).toEqual({ how: 'loud' })
})

test('the next step of the same alert is told aloud, and so is what is critical once the other is over', () => {
  expect(mode({}, { before: [told({ subject: 'a2' })] })).toEqual({ how: 'loud' })
  const critical = { severity: 'critical', priority: 4 } as const
  const before = [told({ priority: 5 })]
  expect(mode(critical, { before })).toEqual({ how: 'soft' })
  expect(mode(critical, { before, resolved: ['a1'] })).toEqual({ how: 'loud' })
})

test('who was asked outright is not told that it waits', () => {
  const asked = told({ subject: 'approval/A1', conversation: 'approval/A1', priority: 0 })
  expect(mode({ reminds: 'approval/A1' }, { before: [asked] })).toEqual({ how: 'soft' })
  expect(mode({ reminds: null }, { before: [asked] })).toEqual({ how: 'loud' })
})

test('whoever was interrupted as often as the site allows gets the rest in the next digest, at a full interval', () => {
  const before = [told({ conversation: 'case/C2' }), told({ conversation: 'case/C3' })]
  const now = NOON + 3 * MINUTE
  const until = NOON + 10 * MINUTE
  expect(mode({ severity: 'critical', priority: 4 }, { now, before })).toEqual({
    how: 'held',
    until,
    reason: 'cap',
  })
  expect(mode({}, { now, before: before.slice(1) })).toEqual({ how: 'loud' })
})

import { expect, test } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { pendingNow } from './pending-now.ts'

const BEGAN = Date.UTC(2026, 10, 28, 13)
const rule = (subject: 'contact' | 'case') => ({
  ...{ id: `${subject}-unanswered`, kind: 'clock', subject, limit: '2m', severity: 'warning' },
  start: subject === 'contact' ? ['contact.queued'] : ['case.opened'],
  stop: subject === 'contact' ? ['contact.answered', 'contact.left'] : ['case.replied'],
})
const site = siteSchema.parse({
  site: { id: 'site' },
  queues: [{ id: 'q1' }],
  feeds: [{ id: 'pbx', kind: 'asterisk' }],
  rules: [rule('contact'), rule('case')],
})

function floorOf() {
  const floor = createFloor({ site, keepTransitions: true })
  let seq = 0
  const hear = (sec: number, source: string, type: string, subject: string, data: object = {}) => {
    const time = BEGAN + sec * 1_000
    const event = { id: `e${++seq}`, source, type, time, subject, data: data as Record<string, unknown> }
    floor.apply({ pos: `${seq}-0`, at: time, event })
  }
  const emitted = () =>
    [...pendingNow(floor, () => false).values()].map(({ transition: { subject, to } }) => `${subject} ${to}`)
  return { floor, hear, said: emitted }
}

test('a breach about a caller of a feed that is away waits until it is back; one about a case does not', () => {
  const { floor, hear, said } = floorOf()
  hear(0, 'pbx', 'contact.queued', 'c1', { queue: 'q1' })
  hear(1, 'crm', 'case.opened', 'C1', { kind: 'complaint' })
  hear(60, 'system/connector', 'feed.state', 'pbx', { state: 'down', why: 'silent' })
  floor.advance(BEGAN + 130_000)
  expect(said()).toContain('case/C1 breached')
  expect(said()).not.toContain('contact/c1 breached')
  hear(140, 'system/connector', 'feed.state', 'pbx', { state: 'live', why: null })
  expect(said()).toContain('contact/c1 breached')
})

import { expect, test } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import { type Site, siteSchema } from '../site/site-schema.ts'

const BEGAN = Date.UTC(2026, 10, 28, 13)

function floorLacking(definitions: Site['site']['definitions'], ...missing: string[]) {
  const site = siteSchema.parse({
    site: { id: 'site', definitions },
    queues: [{ id: 'sales' }, { id: 'care' }],
    feeds: [{ id: 'pbx', kind: 'asterisk', queues: { Ventas: 'sales' } }],
    boards: [{ id: 'all', name: 'All', queues: ['sales', 'care'] }],
  })
  const floor = createFloor({ site })
  let seq = 0
  const say = (source: string, type: string, subject: string, data: Record<string, unknown>) => {
    const time = BEGAN + ++seq * 1_000
    floor.apply({ pos: `${seq}-0`, at: time, event: { id: `e${seq}`, source, type, time, subject, data } })
  }
  say('system/connector', 'feed.state', 'pbx', { state: 'live', missing })
  say('pbx', 'agent.signed_in', 'a1', { queues: ['sales'] })
  say('pbx', 'contact.queued', 'c1', { queue: 'sales' })
  say('pbx', 'contact.answered', 'c1', { agent: 'a1' })
  return floor
}

test('without the class agent nothing of a queue is measured, nor of a board that it is on', () => {
  const floor = floorLacking('international', 'agent')
  const none = {
    waiting: null,
    offered: null,
    serviceLevel: null,
    agents: { signedIn: null, available: null },
  }
  expect(floor.row('queue', 'sales')).toMatchObject(none)
  expect(floor.row('board', 'all')).toMatchObject(none)
  expect(floor.row('queue', 'care')).toMatchObject({ waiting: 0, offered: 0, agents: { signedIn: 0 } })
  // What is owed hangs on no feed.
  expect(floor.row('queue', 'sales')).toMatchObject({ cases: { open: 0 }, callbacks: { open: 0 } })
})

test('without the class call nobody knows who abandoned, nor the service levels that are made of it', () => {
  const floor = floorLacking('international', 'call')
  const unknown = { abandoned: null, shortAbandoned: null, left: null, abandonRate: null, serviceLevel: null }
  expect(floor.row('queue', 'sales')).toMatchObject({ offered: 1, answered: 1, waiting: 0, ...unknown })
  expect(floorLacking('china', 'call').row('queue', 'sales')).toMatchObject({
    abandoned: null,
    serviceLevel: 1,
  })
})

test('without user and dialplan nobody knows who was turned away; without reporting all is measured', () => {
  const refused = floorLacking('international', 'user').row('queue', 'sales')
  expect(refused).toMatchObject({ turnedAway: null, offered: 1, serviceLevel: 1 })
  expect(floorLacking('international', 'reporting').row('queue', 'sales')).toMatchObject({ turnedAway: 0 })
})

test('a queue of which nothing was heard yet hangs on the PBX whose queues the site file does not map', () => {
  const site = siteSchema.parse({
    site: { id: 'site' },
    queues: [{ id: 'night' }],
    feeds: [
      { id: 'pbx', kind: 'asterisk' },
      { id: 'crm', kind: 'http', token: 'only-of-this-test' },
    ],
  })
  const floor = createFloor({ site })
  const say = (seq: number, data: Record<string, unknown>) => {
    const event = { source: 'system/connector', type: 'feed.state', time: BEGAN + seq, subject: 'pbx', data }
    floor.apply({ pos: `${seq}-0`, at: BEGAN + seq, event: { id: `e${seq}`, ...event } })
  }
  say(1, { state: 'live', missing: [] })
  expect(floor.row('queue', 'night')).toMatchObject({ waiting: 0, knownUntil: null })
  floor.takeChanged()
  say(2, { state: 'down', why: 'connection_refused', since: new Date(BEGAN + 2).toISOString(), missing: [] })
  expect(floor.row('queue', 'night')).toMatchObject({
    feedTroubles: [{ feed: 'pbx', why: 'connection_refused' }],
  })
  expect(floor.row('queue', 'night')?.knownUntil).not.toBeNull()
  expect([...(floor.takeChanged().get('queue') ?? [])]).toContain('night')
})

import { describe, expect, it } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { parseEvent } from '../event/parse-event.ts'
import { emptySite, type Site } from '../site/site-schema.ts'
import { createFeedProjection } from './feed-projection.ts'

const site = { ...emptySite(), feeds: [{ id: 'pbx', kind: 'http', silentAfter: '60s' }] }
const event = (id: string, time: number, type = 'contact.queued') => ({
  ...{ id, source: 'pbx', type, time, subject: 'c1', data: {} },
})

function projectionAt(...heard: number[]) {
  const projection = createFeedProjection()
  projection.configure(site)
  for (const at of heard) projection.apply(event(`e${at}`, at), at, 0)
  return projection
}

describe('a feed', () => {
  it('is down until it was heard, late after its silence, down after three times that', () => {
    expect(createFeedProjection().row('pbx', 0, 0)).toBeNull()
    expect(projectionAt().row('pbx', 0, 0)?.state).toBe('down')
    const projection = projectionAt(1_000)
    expect(projection.row('pbx', 60_999, 0)?.state).toBe('live')
    expect(projection.row('pbx', 61_000, 0)?.state).toBe('late')
    expect(projection.row('pbx', 181_000, 0)?.state).toBe('down')
  })

  it('tells the exact instants of its silence, also after it was heard again', () => {
    const projection = projectionAt(1_000, 30_000)
    const changed: [number, string[]][] = []
    for (let next = projection.nextInstant(); next !== null; next = projection.nextInstant())
      changed.push([next, projection.advance(next)])
    expect(changed.filter(([, ids]) => ids.length > 0)).toEqual([
      [90_000, ['pbx']],
      [210_000, ['pbx']],
    ])
  })

  it('tells when its lag is too old to be told, also where an event comes every two minutes only', () => {
    const projection = createFeedProjection()
    for (const at of [1_000_000, 1_133_000, 1_266_000]) projection.apply(event(`e${at}`, at - 1_000), at, 0)
    expect(projection.row('pbx', 1_299_999, 0)?.lagSec).toBe(1)
    expect(projection.nextInstant()).toBe(1_300_000)
    expect(projection.advance(1_300_000)).toEqual(['pbx'])
    expect(projection.row('pbx', 1_300_000, 0)?.lagSec).toBeNull()
  })

  it('tells of a queue that it names for the first time, and at the first contact that it sends there', () => {
    const changed: string[] = []
    const projection = createFeedProjection({ queueFeedsChanged: (queue) => changed.push(queue) })
    const says = (type: string, data: object, at: number) =>
      projection.apply({ ...event(`e${at}`, at, type), data: { ...data } }, at, 0)
    says('agent.queues', { queues: ['sales'] }, 1_000)
    says('agent.queues', { queues: ['sales'] }, 2_000)
    expect(changed).toEqual(['sales'])
    says('contact.queued', { queue: 'sales' }, 3_000)
    says('contact.queued', { queue: 'sales' }, 4_000)
    expect(changed).toEqual(['sales', 'sales'])
  })

  it('counts what it sent today, and its heartbeats do not count as events of the floor', () => {
    const projection = projectionAt(1_000)
    projection.apply(event('beat', 9_000, 'feed.heartbeat'), 9_000, 0)
    expect(projection.row('pbx', 9_000, 0)).toMatchObject({ accepted: 2, sends: ['contact'] })
    expect(projection.row('pbx', 9_000, 0)?.lastEventAt).toBe(new Date(1_000).toISOString())
    expect(projection.row('pbx', 9_000, 86_400_000)).toMatchObject({ accepted: 0 })
  })

  it('is gone with the site file that names it no more, whatever it still says and a snapshot holds', () => {
    const projection = projectionAt(1_000)
    projection.apply({ ...event('web-1', 1_000), source: 'web' }, 1_000, 0)
    expect(projection.configure(emptySite())).toEqual(['pbx'])
    projection.apply(event('under-way', 2_000), 2_000, 0)
    const loaded = createFeedProjection()
    loaded.configure(emptySite())
    loaded.load(projection.dump())
    for (const one of [projection, loaded]) {
      one.apply(event('later', 3_000), 3_000, 0)
      expect([...one.ids()]).toEqual(['web'])
      expect(one.row('pbx', 400_000, 0)).toBeNull()
      expect(one.advance(400_000)).toEqual([])
      // Nobody named this one ever: it is known by what it says.
      expect(one.row('web', 400_000, 0)).toMatchObject({ state: 'live', accepted: 1 })
    }
  })

  it('that is named again begins anew', () => {
    const projection = projectionAt(1_000)
    projection.configure(emptySite())
    projection.configure(site)
    expect(projection.row('pbx', 2_000, 0)).toMatchObject({ state: 'down', lastHeardAt: null, accepted: 0 })
    projection.apply(event('again', 3_000), 3_000, 0)
    expect(projection.row('pbx', 3_000, 0)).toMatchObject({ state: 'live', accepted: 1 })
    expect(projection.advance(63_000)).toEqual(['pbx'])
  })
})

const PBX: Site = {
  ...emptySite(),
  feeds: [{ id: 'pbx', kind: 'asterisk', host: 'pbx.test', username: 'dash', queues: { Ventas: 'sales' } }],
}
const state = (at: number, data: object): AnyEvent => ({
  ...{ id: `s${at}`, source: 'system/connector', type: 'feed.state', time: at, subject: 'pbx' },
  data: { why: null, lagSec: null, missing: [], ...data },
})

describe('a feed that a connector fetches', () => {
  function connected() {
    const changed: string[] = []
    const projection = createFeedProjection({ statusChanged: (id) => changed.push(id) })
    projection.configure(PBX)
    projection.apply(state(1_000, { state: 'live' }), 1_000, 0)
    return { book: projection, changed }
  }

  it('is down with its reason the moment the connector says so, and live when it is back', () => {
    const { book, changed } = connected()
    expect(book.row('pbx', 1_000, 0)).toMatchObject({ state: 'live', why: null })
    changed.length = 0
    const since = new Date(4_500).toISOString()
    book.apply(state(5_000, { state: 'down', why: 'connection_refused', since }), 5_000, 0)
    expect(book.row('pbx', 5_000, 0)).toMatchObject({ state: 'down', why: 'connection_refused' })
    expect(book.behind(['sales'], 5_000)).toMatchObject({ feeds: ['pbx'], knownUntil: 4_500 })
    // What was still on its way is written, and makes nobody believe that the PBX is there.
    book.apply(event('late', 4_400, 'contact.message'), 5_100, 0)
    expect(book.row('pbx', 5_100, 0)?.state).toBe('down')
    book.apply(state(7_000, { state: 'live' }), 7_000, 0)
    expect(book.row('pbx', 7_000, 0)).toMatchObject({ state: 'live', why: null })
    expect(book.behind(['sales'], 7_000)).toMatchObject({ knownUntil: null, troubles: [] })
    expect(changed).toEqual(['pbx', 'pbx'])
  })

  it('is silent after half a minute unless the site file says otherwise', () => {
    const { book } = connected()
    expect(book.row('pbx', 30_999, 0)).toMatchObject({ state: 'live' })
    expect(book.row('pbx', 31_000, 0)).toMatchObject({ state: 'late', why: 'silent' })
    expect(book.advance(31_000)).toEqual(['pbx'])
  })

  it('is late with its lag though it is heard, and names the rights that are missing', () => {
    const { book } = connected()
    book.apply(state(2_000, { state: 'live', lagSec: 12, missing: ['agent'] }), 2_000, 0)
    expect(book.row('pbx', 2_000, 0)).toMatchObject({ state: 'late', why: 'lag', lagSec: 12 })
    book.apply(state(3_000, { state: 'live', lagSec: 0, missing: ['agent', 'call'] }), 3_000, 0)
    expect(book.row('pbx', 3_000, 0)).toMatchObject({ state: 'live', why: 'rights:agent,call', lagSec: 0 })
    expect(book.behind(['sales'], 3_000).missing).toEqual(['agent', 'call'])
  })

  it('tells what a gap cost, of today, and goes on from a snapshot as it was', () => {
    const { book } = connected()
    const gap = {
      from: new Date(2_000).toISOString(),
      to: new Date(9_000).toISOString(),
      calls: { sales: 13 },
    }
    book.apply({ ...state(9_000, gap), type: 'feed.gap' }, 9_000, 0)
    book.apply(event('c', 9_500), 9_500, 0)
    expect(book.row('pbx', 9_500, 0)?.gaps).toEqual([gap])
    const loaded = createFeedProjection()
    loaded.configure(PBX)
    loaded.load(JSON.parse(JSON.stringify(book.dump())))
    loaded.loadQueues(book.dumpQueues())
    for (const at of [9_500, 39_500, 99_500]) expect(loaded.row('pbx', at, 0)).toEqual(book.row('pbx', at, 0))
    expect(book.row('pbx', 9_500, 86_400_000)?.gaps).toEqual([])
  })
})

describe('the lag of a feed that comes by itself', () => {
  function fed(...events: [at: number, lagMs: number][]) {
    const projection = projectionAt()
    events.forEach(([at, lagMs], index) => {
      projection.apply({ ...event(`e${index}`, at - lagMs) }, at, 0)
    })
    return projection
  }
  const every = (from: number, to: number, lagMs: number) =>
    Array.from({ length: to - from }, (_, second): [number, number] => [1e6 + (from + second) * 1_000, lagMs])

  it('is said within ten seconds, with its seconds, and is over with the lag', () => {
    const late = [...every(0, 30, 200), ...every(30, 40, 12_500)]
    expect(fed(...late.slice(0, 35)).row('pbx', 1e6 + 34_000, 0)).toMatchObject({ state: 'live', lagSec: 0 })
    expect(fed(...late).row('pbx', 1e6 + 39_900, 0)).toMatchObject({ state: 'late', why: 'lag', lagSec: 12 })
    const back = fed(...late, ...every(40, 42, 100))
    expect(back.row('pbx', 1e6 + 41_000, 0)).toMatchObject({ state: 'live', lagSec: 0 })
  })

  it('is not an old event or a backfill, nor what came long ago', () => {
    expect(fed([1e6, 60_000]).row('pbx', 1e6, 0)).toMatchObject({ state: 'live', lagSec: null })
    const backfilled = fed(...every(0, 20, 3_600_000))
    expect(backfilled.row('pbx', 1e6 + 19_000, 0)).toMatchObject({ state: 'live', lagSec: null })
    const old = fed(...every(0, 3, 20_000))
    expect(old.row('pbx', 1e6 + 2_000, 0)).toMatchObject({ state: 'late', lagSec: 20 })
    expect(old.row('pbx', 1e6 + 400_000, 0)?.lagSec).toBeNull()
  })
})

describe('an unusually quiet feed', () => {
  const WEEK = 7 * 86_400_000
  const MONDAY = Date.parse('2026-11-02T10:00:00+08:00')
  const unlimited = { ...emptySite(), feeds: [{ id: 'pbx', kind: 'http' }] }

  /** Events each minute from ten to eleven in the first weeks, and until 10:20 in the last. */
  function floorOf(weeks: number) {
    const projection = createFeedProjection()
    projection.configure(unlimited)
    for (let week = 0; week <= weeks; week++)
      for (let minute = 0; minute < (week === weeks ? 20 : 60); minute++) {
        const at = MONDAY + week * WEEK + minute * 60_000
        projection.apply(event(`e${at}`, at), at, 0)
      }
    return { book: projection, last: MONDAY + weeks * WEEK + 19 * 60_000 }
  }

  it('is said within five minutes, at its exact instant, until the next event', () => {
    const { book, last } = floorOf(3)
    expect(book.row('pbx', last + 120_000, 0)?.quiet).toBe(false)
    expect(book.row('pbx', last + 300_000, 0)).toMatchObject({ quiet: true, state: 'live' })
    const loaded = createFeedProjection()
    loaded.configure(unlimited)
    loaded.load(JSON.parse(JSON.stringify(book.dump())))
    expect(loaded.row('pbx', last + 300_000, 0)?.quiet).toBe(true)
    book.apply(event('again', last + 301_000), last + 301_000, 0)
    expect(book.row('pbx', last + 301_000, 0)?.quiet).toBe(false)
  })

  it('has no baseline in its first weeks, and is not quiet in hours that are always quiet', () => {
    const { book, last } = floorOf(1)
    expect(book.row('pbx', last + 3_000_000, 0)?.quiet).toBe(false)
    const evening = floorOf(3)
    const atEleven = MONDAY + 3 * WEEK + 59 * 60_000
    evening.book.apply(event('last', atEleven), atEleven, 0)
    expect(evening.book.row('pbx', atEleven + 12 * 3_600_000, 0)?.quiet).toBe(false)
  })
})

describe('the feeds that a queue hangs on', () => {
  const queued = (source: string, at: number, queue = 'sales') => ({
    ...event(`q${source}${at}`, at),
    source,
    data: { queue },
  })
  const DAY = 86_400_000

  it('are those that sent contacts into it within a day of the last, and those of the site file', () => {
    const projection = createFeedProjection()
    projection.configure(PBX)
    projection.apply(queued('test', 1_000), 1_000, 0)
    projection.apply(queued('web', DAY), DAY, 0)
    expect(projection.behind(['sales'], DAY).feeds).toEqual(['pbx', 'test', 'web'])
    projection.apply(queued('web', DAY + 1_000), DAY + 1_000, 0)
    expect(projection.behind(['sales'], DAY).feeds).toEqual(['pbx', 'web'])
    expect(projection.queuesOf('test')).toEqual([])
  })

  it('tell nothing before one that the site file names was heard, unless another sent a contact', () => {
    const projection = createFeedProjection()
    projection.configure(PBX)
    const agent = { ...event('a', 1_000, 'agent.signed_in'), source: 'desk', data: { queues: ['sales'] } }
    projection.apply(agent, 1_000, 0)
    expect(projection.behind(['sales'], 1_000)).toMatchObject({ feeds: ['desk', 'pbx'], never: true })
    projection.apply(queued('web', 2_000), 2_000, 0)
    expect(projection.behind(['sales'], 2_000)).toMatchObject({ feeds: ['pbx', 'web'], never: false })
  })
})

it('no feed may send what only the system says of feeds', () => {
  const sent = (type: string) =>
    parseEvent({
      ...{ specversion: '1.0', id: '1', source: 'pbx', type, subject: 'pbx', time: '2026-11-28T13:00:00Z' },
      data: { state: 'live' },
    })
  for (const type of ['feed.state', 'feed.gap', 'feed.counted']) {
    const message = `type: "${type}" is written by the system only`
    expect(sent(type)).toMatchObject({ ok: false, refusal: { code: 'unknown_type', message } })
  }
  expect(sent('feed.heartbeat')).toMatchObject({ ok: true })
})

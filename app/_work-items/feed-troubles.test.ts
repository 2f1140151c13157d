import { expect, test } from 'vitest'
import type { FeedRow } from '#core/rows/feed-rows.ts'
import { feedTroubles, floorReceived } from './feed-troubles.ts'

const SINCE = '2026-11-28T13:50:12.000Z'
const feed = (id: string, state: FeedRow['state'], more: Partial<FeedRow> = {}): FeedRow => ({
  ...{
    id,
    kind: 'http',
    state,
    why: state === 'live' ? null : 'silent',
    lagSec: null,
    quiet: false,
    gaps: [],
  },
  ...{ sends: ['contact'], acts: [], lastEventAt: null, lastHeardAt: SINCE },
  ...{
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    late: 0,
    afterEnd: 0,
    contradicting: 0,
    overfull: 0,
    overfullOf: [],
    ...more,
  },
})
const behind = (id: string, why: string) => ({ feed: id, why, lagSec: null, since: SINCE })

test('what is the matter with a feed is said with its reason, and the figures on it are old', () => {
  const feeds = [feed('pbx', 'down', { why: 'connection_refused' }), feed('crm', 'live', { sends: ['case'] })]
  expect(feedTroubles(feeds, [])).toEqual([behind('pbx', 'connection_refused')])
  expect(floorReceived(feeds)).toBe(false)
  expect(floorReceived([feed('pbx', 'down')])).toBe(false)
})

test('one feed of contacts that is heard, if only late, or none at all, leaves the figures as they are', () => {
  expect(floorReceived([feed('pbx', 'late'), feed('chat', 'live')])).toBe(true)
  expect(floorReceived([feed('pbx', 'late', { why: 'lag', lagSec: 12 })])).toBe(true)
  expect(floorReceived([feed('crm', 'down', { sends: ['case'] })])).toBe(true)
})

test('a feed that is heard may still lack rights or be unusually quiet', () => {
  const feeds = [
    feed('pbx', 'live', { why: 'rights:agent' }),
    feed('chat', 'live', { quiet: true, lastEventAt: SINCE, lastHeardAt: null }),
  ]
  expect(feedTroubles(feeds, [])).toEqual([behind('pbx', 'rights:agent'), behind('chat', 'quiet')])
})

test('a screen without rows of feeds says it by its queues, each feed once', () => {
  const queues = [[behind('pbx', 'silent')], [behind('pbx', 'silent'), behind('chat', 'lag')], []]
  expect(feedTroubles([], queues)).toEqual([behind('pbx', 'silent'), behind('chat', 'lag')])
  expect(feedTroubles([feed('pbx', 'live')], queues)).toEqual([behind('chat', 'lag')])
})

test('a band names the instant that the queues name, from which on their figures are old', () => {
  const away = feed('pbx', 'down', { why: 'silent', lastHeardAt: '2026-11-28T13:50:09.000Z' })
  expect(feedTroubles([away], [[behind('pbx', 'silent')]])).toEqual([behind('pbx', 'silent')])
})

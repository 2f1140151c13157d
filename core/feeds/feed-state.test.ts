import { expect, test } from 'vitest'
import type { FeedConnection } from './feed-connection.ts'
import { type Feed, isReceived, knownUntil, newFeed, nextStatus, statusOf, troubleOf } from './feed-state.ts'

const NOW = 1_000_000
const feed = (over: Partial<Feed> = {}): Feed => ({
  ...{ ...newFeed(), silentAfterMs: 60_000, lastEventAt: NOW, lastHeardAt: NOW, ...over },
})
const connection = (over: Partial<FeedConnection> = {}): FeedConnection => ({
  ...{ state: 'live', why: null, since: NOW, lagSec: 0, missing: [], acts: [], ...over },
})

test('a feed whose connector lost it is down at once, for its reason, however fresh its last event is', () => {
  const lost = feed({ connection: connection({ state: 'down', why: 'login_refused', since: NOW - 500 }) })
  expect(statusOf(lost, NOW)).toMatchObject({ state: 'down', why: 'login_refused' })
  expect([isReceived(lost, NOW), knownUntil(lost, NOW)]).toEqual([false, NOW - 500])
})

test('a feed that never spoke is down, and nothing is known up to any instant', () => {
  const never = feed({ lastHeardAt: null, lastEventAt: null })
  expect(statusOf(never, NOW)).toMatchObject({ state: 'down', why: 'never' })
  expect([isReceived(never, NOW), knownUntil(never, NOW)]).toEqual([false, null])
})

test('a silent feed is late, and down after three times its silence; what it said holds up to its last word', () => {
  const at = (ms: number) => statusOf(feed(), NOW + ms).state
  expect([59_999, 60_000, 179_999, 180_000].map(at)).toEqual(['live', 'late', 'late', 'down'])
  expect(knownUntil(feed(), NOW + 60_000)).toBe(NOW)
  expect(statusOf(feed({ silentAfterMs: null }), NOW + 10 * 180_000).state).toBe('live')
})

test('a feed that we fetch ourselves is late from a lag of five seconds on', () => {
  const behind = (lagSec: number | null) => statusOf(feed({ connection: connection({ lagSec }) }), NOW)
  expect([4, 5, null].map((lagSec) => behind(lagSec).state)).toEqual(['live', 'late', 'live'])
  expect(behind(5)).toEqual({ state: 'late', why: 'lag', lagSec: 5 })
})

test('an account that lacks rights is live and says which, so that nobody takes 0 for none', () => {
  const lacking = feed({ connection: connection({ missing: ['agent', 'cdr'] }) })
  expect(statusOf(lacking, NOW)).toMatchObject({ state: 'live', why: 'rights:agent,cdr' })
  expect(troubleOf('pbx', lacking, NOW)).toMatchObject({ feed: 'pbx', why: 'rights:agent,cdr' })
  expect(troubleOf('pbx', feed(), NOW)).toBeNull()
})

test('a feed is looked at again at the next instant that may change how it stands, and never at one that is past', () => {
  expect(nextStatus(feed(), NOW)).toBe(NOW + 60_000)
  expect(nextStatus(feed(), NOW + 60_000)).toBe(NOW + 180_000)
  expect(nextStatus(feed({ silentAfterMs: null }), NOW)).toBeNull()
})

import { expect, test } from 'vitest'
import type { FeedRow } from '#core/row.ts'
import { floorHeard, silentFeeds } from './silent-feeds.ts'

const feed = (id: string, state: FeedRow['state'], sends: string[] = ['contact']): FeedRow => ({
  ...{ id, kind: 'http', state, sends, lastEventAt: null, lastHeardAt: null },
  ...{ accepted: 0, duplicate: 0, rejected: 0, late: 0, contradicting: 0 },
})

test('a feed is said to be silent, and the figures on it are old, as soon as it is late', () => {
  const feeds = [feed('pbx', 'late'), feed('crm', 'live', ['case'])]
  expect(silentFeeds(feeds).map(({ id }) => id)).toEqual(['pbx'])
  expect(floorHeard(feeds)).toBe(false)
  expect(floorHeard([feed('pbx', 'down')])).toBe(false)
})

test('one feed of contacts that is heard, or none at all, leaves the figures as they are', () => {
  expect(floorHeard([feed('pbx', 'late'), feed('chat', 'live')])).toBe(true)
  expect(floorHeard([feed('crm', 'down', ['case'])])).toBe(true)
})

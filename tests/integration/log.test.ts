import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { LogBusy, LogGap, LogUnavailable } from '#store/log-error.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const NOON = Date.parse('2026-03-02T12:00:00Z')
const DAY_MS = 86_400_000
let redis: PrivateRedis
let log: EventLog
let site = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  log = createLog({ url: redis.url, site: `site-${++site}` })
})
afterEach(() => log.close())

function queued(id: string, more: Partial<AnyEvent> = {}): AnyEvent {
  const data = { queue: 'support', channel: 'voice' }
  return { id, source: 'pbx', type: 'contact.queued', time: NOON, subject: `C-${id}`, data, ...more }
}

test('what is appended is read back as it was, with its receipt time and in order', async () => {
  const events = [
    queued('1', { data: { queue: '客服', name: '王\u0000\ud800"\n' } }),
    queued('2', { time: NOON + 5, sentTime: NOON + 900_000 }),
  ]
  expect(await log.append(events, NOON + 7)).toEqual(['accepted', 'accepted'])
  const entries = await log.read(LOG_START, 10)
  expect(entries.map((entry) => entry.event)).toEqual(events)
  expect(entries.map((entry) => entry.at)).toEqual([NOON + 7, NOON + 7])
  expect(await log.length()).toBe(2)
  expect([await log.first(), await log.last()]).toEqual([entries[0]!.pos, entries[1]!.pos])
  expect(await log.read(entries[0]!.pos, 10)).toEqual([entries[1]])
})

test('the same event again is a duplicate, whatever the order of its keys', async () => {
  await log.append([queued('1')], NOON)
  const again = queued('1', { data: { channel: 'voice', queue: 'support' } })
  expect(await log.append([again, queued('2'), queued('2')], NOON + 1)).toEqual([
    'duplicate',
    'accepted',
    'duplicate',
  ])
  expect(await log.length()).toBe(2)
})

test('the log knows by source and id whether an event was written, for as long as the same id is the same event', async () => {
  const WEEK_MS = 7 * DAY_MS
  await log.append([queued('1')], NOON)
  const one = { source: 'pbx', id: '1' }
  for (const at of [NOON - DAY_MS / 2, NOON, NOON + WEEK_MS]) expect(await log.isWritten(one, at)).toBe(true)
  expect(await log.isWritten(one, NOON + WEEK_MS + DAY_MS)).toBe(false)
  expect(await log.isWritten({ source: 'crm', id: '1' }, NOON)).toBe(false)
  expect(await log.isWritten({ source: 'pbx', id: '2' }, NOON)).toBe(false)
})

test('the same id from another source is another event', async () => {
  expect(await log.append([queued('1'), queued('1', { source: 'crm' })], NOON)).toEqual([
    'accepted',
    'accepted',
  ])
})

test.each([
  ['type', { type: 'contact.offered' }],
  ['time', { time: NOON + 1 }],
  ['subject', { subject: 'C-9' }],
  ['data', { data: { queue: 'sales', channel: 'voice' } }],
])('an id used again with another %s is refused and changes nothing', async (_field, other) => {
  await log.append([queued('1')], NOON)
  expect(await log.append([queued('1', other)], NOON)).toEqual(['id_reused'])
  expect(await log.append([queued('1')], NOON)).toEqual(['duplicate'])
  expect(await log.length()).toBe(1)
})

test('an event whose time was clamped is recognised by its own time when it is sent again', async () => {
  await log.append([queued('1', { time: NOON, sentTime: NOON + 500_000 })], NOON)
  const later = queued('1', { time: NOON + 500_000 })
  expect(await log.append([later], NOON + 500_000)).toEqual(['duplicate'])
})

test('an id is remembered for 7 days, over midnight, and with a writer whose clock is ahead', async () => {
  await log.append([queued('1')], NOON)
  expect(await log.append([queued('1')], NOON + 7 * DAY_MS)).toEqual(['duplicate'])
  expect(await log.append([queued('1')], NOON - 13 * 3_600_000)).toEqual(['duplicate'])
  expect(await log.append([queued('1')], NOON + 9 * DAY_MS)).toEqual(['accepted'])
})

test('many at once are written once each, also when the same events come over several calls', async () => {
  const calls = Array.from({ length: 60 }, (_, call) => {
    const events = Array.from({ length: 50 }, (_, index) => queued(String((call * 25 + index) % 1_000)))
    return log.append(events, NOON)
  })
  const outcomes = (await Promise.all(calls)).flat()
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1_000)
  expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(2_000)
  expect(await log.length()).toBe(1_000)
})

test('more than may wait is refused instead of kept in memory', async () => {
  const tight = createLog({ url: redis.url, site: 'tight', limits: { maxWaiting: 10, maxBatch: 5 } })
  const many = (from: number) => Array.from({ length: 8 }, (_, index) => queued(`${from + index}`))
  const first = tight.append(many(0), NOON)
  await expect(tight.append(many(100), NOON)).rejects.toBeInstanceOf(LogBusy)
  expect(await first).toHaveLength(8)
  expect(tight.waiting).toBe(0)
  tight.close()
})

test('a few huge events that wait are refused like many small ones', async () => {
  const tight = createLog({ url: redis.url, site: 'huge', limits: { maxWaitingLength: 100_000 } })
  const huge = (id: string) => queued(id, { data: { text: 'x'.repeat(60_000) } })
  const first = tight.append([huge('1'), huge('2')], NOON)
  await expect(tight.append([huge('3')], NOON)).rejects.toBeInstanceOf(LogBusy)
  expect(await first).toEqual(['accepted', 'accepted'])
  expect(await tight.append([huge('3')], NOON)).toEqual(['accepted'])
  tight.close()
})

test('duplicates are recognised after Redis was killed', async () => {
  await log.append([queued('1')], NOON)
  await redis.kill()
  await expect(log.append([queued('2')], NOON)).rejects.toBeInstanceOf(LogUnavailable)
  await redis.restart()
  expect(await untilWritten([queued('1'), queued('2')])).toEqual(['duplicate', 'accepted'])
})

test('a full or read-only Redis refuses without writing half', async () => {
  const full = await startRedis({ maxmemory: '3mb' })
  const small = createLog({ url: full.url, site: 'small' })
  const filler = 'x'.repeat(20_000)
  let stored = 0
  let refusal: unknown
  for (let n = 0; refusal === undefined && n < 1_000; n++) {
    const event = queued(String(n), { data: { queue: 'support', note: `${n} ${filler}` } })
    await small.append([event], NOON).then(
      () => stored++,
      (error) => {
        refusal = error
      },
    )
  }
  expect(refusal).toBeInstanceOf(LogUnavailable)
  expect(await small.length()).toBe(stored)
  small.close()
  await full.stop()
})

test('a follower gets everything in order, and goes on at the same place after Redis was killed', async () => {
  const got: LogEntry[] = []
  const troubles: boolean[] = []
  const stop = new AbortController()
  let wake = () => {}
  const following = log.follow({
    from: LOG_START,
    signal: stop.signal,
    onEntries: (entries) => {
      got.push(...entries)
      wake()
    },
    onTrouble: (error) => troubles.push(error !== null),
  })
  const until = async (count: number) => {
    while (got.length < count) await new Promise<void>((done) => (wake = done))
  }
  await log.append([queued('1'), queued('2')], NOON)
  await until(2)
  await redis.kill()
  await redis.restart()
  await untilWritten([queued('3')])
  await until(3)
  stop.abort()
  await following
  expect(got.map((entry) => entry.event.id)).toEqual(['1', '2', '3'])
  expect(got).toEqual(await log.read(LOG_START, 10))
  expect(troubles).toEqual([true, false])
})

test('a follower whose place was trimmed away is told so instead of skipping', async () => {
  await log.append([queued('1'), queued('2'), queued('3')], NOON)
  const [first, second, third] = await log.read(LOG_START, 3)
  expect(await log.trim(second!.pos)).toBe(2)
  expect(await log.trim(first!.pos)).toBe(0)
  expect(await log.read(LOG_START, 10)).toEqual([third])
  const follow = (from: string, signal: AbortSignal, onEntries = () => {}) =>
    log.follow({ from, signal, onEntries })
  await expect(follow(first!.pos, AbortSignal.timeout(5_000))).rejects.toBeInstanceOf(LogGap)
  await expect(follow('9999999999999-0', AbortSignal.timeout(5_000))).rejects.toBeInstanceOf(LogGap)
  const stop = new AbortController()
  await follow(second!.pos, stop.signal, () => stop.abort())
})

/** Appends, again and again until Redis is back, as a feed does on 503. */
async function untilWritten(events: AnyEvent[]) {
  for (;;) {
    try {
      return await log.append(events, NOON)
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      await new Promise((done) => setTimeout(done, 20))
    }
  }
}

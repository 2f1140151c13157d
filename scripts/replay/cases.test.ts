import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { replay, type State } from '#store/floor/replay.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { linesOfFile, readEvents } from './read-events.ts'

/** What public reports say of clocks that differ, replays, races and calendars, with the right answer (README there). */
const fixture = (name: string) => new URL(`../../tests/fixtures/cases/${name}`, import.meta.url).pathname
const parsed = parseSite(readFileSync(fixture('site.yaml'), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
const { site } = parsed

async function played(name: string, until: string | null = null) {
  const { events, refused } = await readEvents(linesOfFile(fixture(`${name}.ndjson`)), site.site.timezone)
  expect(refused).toEqual([])
  return replay(events, site, until === null ? null : Date.parse(until))
}

function row(state: State, type: string, id: string): Record<string, unknown> {
  return (state.rows[type] as { id: string }[]).find((one) => one.id === id) as never
}

test('answered-before-queued: the entry is answered at once and never waits', async () => {
  for (const until of ['09:00:00.000', '09:00:00.400', '09:02:00.000', '09:05:00.000']) {
    const sales = row(
      (await played('answered-before-queued', `2026-03-02T${until}+08:00`)).state(),
      'queue',
      'sales',
    )
    const isThere = until > '09:00:00.000' ? 1 : 0
    expect(sales).toMatchObject({ offered: isThere, answered: isThere, waiting: 0, abandoned: 0 })
  }
  const { state } = await played('answered-before-queued')
  expect(row(state(), 'queue', 'sales')).toMatchObject({ asaSec: 0, longestWaitSec: 0 })
})

test('answers-replayed: hours later, with new ids, they change nothing and are counted for their feed', async () => {
  const before = row(
    (await played('answers-replayed', '2026-03-02T13:59:59+08:00')).state(),
    'queue',
    'sales',
  )
  const after = (await played('answers-replayed', '2026-03-02T14:00:01+08:00')).state()
  // The feed is heard again with them; the figures are as before.
  expect(row(after, 'queue', 'sales')).toEqual({ ...before, feedTroubles: [], knownUntil: null })
  expect(before).toMatchObject({ offered: 14, answered: 14 })
  expect(row(after, 'agent', 'a1')).toMatchObject({ contacts: [], handled: 14, state: 'available' })
  expect(row(after, 'feed', 'acd')).toMatchObject({ afterEnd: 14 })
})

test('ring-all-race: from the answer on nobody else rings, also who was offered it after that', async () => {
  for (const until of ['09:00:01.000', '09:00:01.020', '09:05:00.000']) {
    const state = (await played('ring-all-race', `2026-03-02T${until}+08:00`)).state()
    for (let number = 1; number <= 12; number++)
      expect(row(state, 'agent', `a${number}`).state).toBe(number === 2 ? 'busy' : 'available')
    expect(row(state, 'queue', 'sales')).toMatchObject({ answered: 1, asaSec: 1 })
  }
})

test('same-second: ids order one instant, and a feed must number, so what was queued last waits', async () => {
  const { state } = await played('same-second')
  expect(row(state(), 'queue', 'sales')).toMatchObject({ offered: 1, waiting: 1 })
})

test('tw-holidays-2026: two hours of working time from 17:00 pass over every holiday and its substitute', async () => {
  const { lines } = await played('tw-holidays-2026')
  const due = lines
    .filter(({ to }) => to === 'running')
    .map(({ subject, dueAt }) => [subject.slice(-5), dueAt])
  expect(due).toEqual([
    ['02-26', '2026-03-02T02:00:00.000Z'],
    ['04-02', '2026-04-07T02:00:00.000Z'],
    ['04-30', '2026-05-04T02:00:00.000Z'],
    ['09-24', '2026-09-29T02:00:00.000Z'],
    ['10-08', '2026-10-12T02:00:00.000Z'],
    ['10-23', '2026-10-27T02:00:00.000Z'],
    ['12-24', '2026-12-28T02:00:00.000Z'],
  ])
})

test('cn-new-year-2027: 1 January is off though no decree of 2027 is known', async () => {
  const { lines } = await played('cn-new-year-2027')
  expect(lines).toMatchObject([{ to: 'running', dueAt: '2027-01-04T02:00:00.000Z' }])
})

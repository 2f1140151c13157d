import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { readStories } from './stories.ts'

const days = createSiteDays('Asia/Shanghai', '00:00')
const day = Date.parse('2026-11-23T00:00:00+08:00')
const stories = readStories(join(import.meta.dirname, '../../scenarios'), 'demo', day, days.dayOf)

test('each story ends on the demo’s first day, at the hours of its own, as events that ingest takes', () => {
  for (const event of stories)
    expect(parseEvent(event)).toMatchObject({ ok: true, event: { source: 'demo' } })
  expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length)
  const called = stories.find(({ id }) => id.startsWith('ticket-') && id.endsWith('-001'))!
  expect(called.time).toBe('2026-11-23T06:00:00.000Z')
  expect(Date.parse(stories.at(-1)!.time)).toBeLessThan(day + 86_400_000)
})

test('its people are people of the demo', () => {
  const agents = stories.flatMap(({ data }) => (typeof data.agent === 'string' ? [data.agent] : []))
  for (const agent of agents) expect(agent).toMatch(/^(a\d\d|lin|sun|ma)$/)
})

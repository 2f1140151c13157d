import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type BaseSite, demoSite } from '../content/demo-site.ts'
import { createFirstMinute, SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import { asBacklog } from './floor-loop.ts'

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const read = parseSite(JSON.stringify(demoSite(base, 'en')))
if (!read.ok) throw new Error(JSON.stringify(read))
const { site } = read

test('the morning is told in pieces of which none leaves something half known, and who works comes first', () => {
  const events = createFirstMinute({ site, seed: 'huiyin', source: 'demo' })!
    .advance(SCRIPT_BEGINS)
    .filter(({ type }) => type !== 'feed.heartbeat')
  const batches = asBacklog(events)
  expect(batches.length).toBeGreaterThan(1)
  expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(1_000)
  expect(
    batches
      .flat()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(events.map(({ id }) => id).sort())
  const told = new Map<string, Set<number>>()
  for (const [index, batch] of batches.entries())
    for (const { type, subject } of batch) {
      const key = type.startsWith('agent.') ? 'agents' : `${type.split('.')[0]} ${subject}`
      told.set(key, (told.get(key) ?? new Set()).add(index))
    }
  expect([...told].filter(([, { size }]) => size > 1)).toEqual([])
  expect(told.get('agents')).toEqual(new Set([0]))
})

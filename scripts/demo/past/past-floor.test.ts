import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseEvent } from '#core/event/parse-event.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type BaseSite, demoSite } from '../world/demo-site.ts'
import { endOpenWork } from './end-open-work.ts'
import { PAST_BEGINS, pastLoad, pastSteps } from './past-floor.ts'

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const read = parseSite(JSON.stringify(demoSite(base, 'en')))
if (!read.ok) throw new Error('the demo’s site file is wrong')
const { site } = read

/** The steps of its first two days. */
function begun() {
  const steps = []
  for (const step of pastSteps({ site, seed: 'huiyin', source: 'demo' })) {
    if (steps.push(step) === 24) return steps
  }
  return steps
}

test('the past is the same each time, and what it tells is of its step', () => {
  const steps = begun()
  expect(begun()).toEqual(steps)
  let from = PAST_BEGINS
  for (const { until, events } of steps) {
    for (const event of events) {
      expect(parseEvent(event).ok).toBe(true)
      expect(Date.parse(event.time)).toBeGreaterThanOrEqual(from)
      expect(Date.parse(event.time)).toBeLessThanOrEqual(until)
    }
    from = until
  }
})

test('weekends are quiet, one week has many complaints, and a promotion many sales calls', () => {
  const complaints = { id: 'complaints', isComplaints: true }
  const sales = { id: 'sales', isComplaints: false }
  // It begins on a Tuesday.
  expect(pastLoad(sales, 4)).toBeLessThan(pastLoad(sales, 6) * 0.7)
  expect(pastLoad(complaints, 8)).toBeGreaterThan(pastLoad(complaints, 1) * 2)
  expect(pastLoad(sales, 19)).toBeGreaterThan(pastLoad(sales, 12) * 1.5)
})

test('what is open at its end is ended, what belongs to a case before the case', () => {
  const open = endOpenWork('demo')
  open.hear(begun().flatMap(({ events }) => events))
  const ends = open.end(PAST_BEGINS)
  for (const event of ends) expect(parseEvent(event).ok).toBe(true)
  const cases = ends.findIndex(({ type }) => type === 'case.resolved')
  expect(cases === -1 || ends.slice(cases).every(({ type }) => type === 'case.resolved')).toBe(true)
  open.hear(ends)
  expect(open.end(PAST_BEGINS)).toEqual([])
})

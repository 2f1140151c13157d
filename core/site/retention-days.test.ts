import { expect, test } from 'vitest'
import { LEAST_DAYS, retained, retentionDays, retentionFaults, retentionMs } from './retention-days.ts'
import { mustHaveSecondFactor } from './second-factor.ts'
import { siteSchema } from './site-schema.ts'

const privacy = (keepDays: Record<string, number>) => ({ privacy: { keepDays } }) as never

test('what a site does not name is kept for good', () => {
  expect(retentionDays(privacy({ events: 30 }))).toEqual({ events: 30 })
  expect(retained.map((what) => retentionMs(privacy({ events: 30 }), what))).toEqual([
    ...[30 * 86_400_000, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])
})

test('what is in use is not removed, however few days a site names', () => {
  expect(retentionDays(privacy({ audit: 1 }))).toEqual({ audit: LEAST_DAYS })
  expect(
    retentionFaults(privacy({ audit: LEAST_DAYS - 1, events: LEAST_DAYS })).map(({ path }) => path),
  ).toEqual([['privacy', 'keepDays', 'audit']])
})

test('a site file of before says `figures` for intervals, and means the same; a name that is none is a fault', () => {
  expect(retentionDays(privacy({ figures: 40 }))).toEqual({ intervals: 40 })
  expect(retentionDays(privacy({ figures: 40, intervals: 50 }))).toEqual({ intervals: 50 })
  expect(retentionFaults(privacy({ figures: 40 }))).toEqual([])
  expect(retentionFaults(privacy({ pictures: 40 }))).toHaveLength(1)
})

test('a second factor is asked of those roles alone that the site file names, and of nobody before it could name any', () => {
  const people = [
    { id: 'he', name: 'He', role: 'supervisor' },
    { id: 'yuan', name: 'Yuan', role: 'agent' },
  ]
  const site = siteSchema.parse({
    site: { id: 'test' },
    people,
    security: { secondFactor: ['supervisor', 'admin'] },
  })
  expect(['he', 'yuan', 'nobody'].map((id) => mustHaveSecondFactor(site, id))).toEqual([true, false, false])
  expect(mustHaveSecondFactor({ people: site.people }, 'he')).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareFoundCases, equalFields, isBehind, type ListedCase, passesFilter } from './case-filter.ts'

const DAY = Date.parse('2026-03-02T00:00:00.000Z')
const row = (over: Partial<ListedCase> = {}): ListedCase => ({
  ...{
    id: 'C1',
    title: null,
    cause: 'outage',
    state: 'open',
    kind: 'complaint',
    queue: 'care',
    team: 'east',
  },
  ...{ owner: 'yuan', customer: 'cu', openedAt: new Date(DAY).toISOString() },
  ...over,
})

test('what is not asked for narrows nothing, and each field that is must be alike', () => {
  expect(passesFilter(row(), {})).toBe(true)
  for (const field of equalFields) {
    expect([field, passesFilter(row(), { [field]: row()[field] })]).toEqual([field, true])
    expect([field, passesFilter(row(), { [field]: 'another' })]).toEqual([field, false])
  }
})

test('a span holds its beginning and not its end, so that days follow each other without a gap or an overlap', () => {
  expect(passesFilter(row(), { from: DAY })).toBe(true)
  expect(passesFilter(row(), { to: DAY })).toBe(false)
  expect(passesFilter(row(), { from: DAY + 1 })).toBe(false)
  expect(passesFilter(row(), { to: DAY + 1 })).toBe(true)
})

test('read on page by page, a list gives every case once, newest first', () => {
  const some = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), at: fc.nat(2) }),
    { selector: ({ id }) => id, maxLength: 6 },
  )
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 3 }), (cases, limit) => {
      const rows = cases.map(({ id, at }) => row({ id, openedAt: new Date(DAY + at).toISOString() }))
      const all = [...rows].sort(compareFoundCases)
      const read: ListedCase[] = []
      for (let after: { at: number; id: string } | null = null; ; ) {
        const page = rows
          .filter((each) => isBehind(each, after))
          .sort(compareFoundCases)
          .slice(0, limit)
        read.push(...page)
        const last = page.at(-1)
        if (last === undefined) break
        after = { at: Date.parse(last.openedAt), id: last.id }
      }
      expect(read).toEqual(all)
      expect(all.map(({ openedAt }) => openedAt)).toEqual(
        all
          .map(({ openedAt }) => openedAt)
          .sort()
          .reverse(),
      )
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareForAttention, conversationsOf } from '#core/alerts/conversation.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { createRowTables } from '../_live/row-tables.ts'
import { createConversationList } from './conversation-list.ts'

const alertOf = (over: Partial<AlertRow>): AlertRow =>
  ({
    ...{ id: 'a', case: null, state: 'open', severity: 'warning', step: 0, dueAt: null },
    ...{ raisedAt: '2026-03-02T09:00:00.000Z', told: [], ...over },
  }) as AlertRow

const put = (...alerts: AlertRow[]) => ({
  put: { alert: Object.fromEntries(alerts.map((alert) => [alert.id, alert])) } as never,
  del: {},
})

const someAlert = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    case: fc.constantFrom('C1', 'C2', null),
    state: fc.constantFrom('open', 'acked', 'resolved'),
    severity: fc.constantFrom('critical', 'warning'),
  })
  .map((over) => alertOf(over as Partial<AlertRow>))

test('whatever comes, changes and goes, the conversations are what they would be if made anew', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(someAlert, fc.boolean()), { maxLength: 30 }), (steps) => {
      const tables = createRowTables()
      const list = createConversationList(tables)
      for (const [alert, isGone] of steps) {
        const before = new Map(list.items.map((each) => [each.key, each]))
        list.apply(tables.apply(isGone ? { put: {}, del: { alert: [alert.id] } } : put(alert)))
        expect(list.items).toEqual(conversationsOf(tables.rows('alert')))
        for (const { key, worst, others } of list.items) {
          const same = ![worst, ...others].some(({ id }) => id === alert.id) && before.has(key)
          if (same && before.get(key)!.others.length === others.length)
            expect(list.items.find((each) => each.key === key)).toBe(before.get(key))
        }
      }
    }),
  )
})

function workOfOneChange(alerts: number) {
  const work = { looked: 0, compared: 0 }
  const tables = createRowTables()
  const raised = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString()
  tables.apply(
    put(
      ...Array.from({ length: alerts }, (_, index) => alertOf({ id: `a${index}`, raisedAt: raised(index) })),
    ),
  )
  const list = createConversationList(
    {
      row: (type, id) => {
        work.looked++
        return tables.row(type, id)
      },
      rows: tables.rows,
    },
    (a, b) => {
      work.compared++
      return compareForAttention(a, b)
    },
  )
  Object.assign(work, { looked: 0, compared: 0 })
  list.apply(tables.apply(put(alertOf({ id: 'a7', raisedAt: raised(7), state: 'acked' }))))
  expect(list.items.at(-1)?.key).toBe('alert/a7')
  return work
}

test('what the change of an alert costs is the same with thirty alerts and with three thousand', () => {
  const [few, many] = [workOfOneChange(30), workOfOneChange(3_000)]
  expect(many.looked).toBe(few.looked)
  // Places are found by halving: a hundred times as many are seven steps more, at its going and at its coming.
  expect(many.compared - few.compared).toBeLessThanOrEqual(2 * 8)
})

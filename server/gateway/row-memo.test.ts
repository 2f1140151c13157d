import { expect, test } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import type { RowType } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { rememberRows } from './row-memo.ts'

const site = siteSchema.parse({ site: { id: 's', timezone: 'UTC' }, queues: [{ id: 'q' }] })

function remembered() {
  const floor = createFloor({ site })
  let serial = 0
  const apply = (type: string, subject: string, data: Record<string, unknown> = {}) => {
    const at = Date.parse('2026-11-23T02:00:00Z') + ++serial
    floor.apply({
      pos: `${serial}-0`,
      at,
      event: { id: `e${serial}`, source: 'pbx', type, time: at, subject, data },
    })
  }
  for (const id of ['c1', 'c2']) apply('case.opened', id, { kind: 'complaint', queue: 'q' })
  floor.takeChanged()
  let made = 0
  const row = (type: RowType, id: string) => {
    made++
    return floor.row(type, id)
  }
  const memo = rememberRows(Object.create(floor, { row: { value: row } }))
  const look = (id: string) => {
    const before = made
    expect(memo.floor.row('case', id)).toEqual(floor.row('case', id))
    return made - before
  }
  return { floor, memo, apply, look }
}

test('a row is made once, and again when it is said to have changed; until that is said none is remembered', () => {
  const { floor, memo, apply, look } = remembered()
  expect([look('c1'), look('c2'), look('c1'), look('c2')]).toEqual([1, 1, 0, 0])
  apply('case.priority_changed', 'c1', { priority: 'vip' })
  expect([look('c1'), look('c1'), look('c2')]).toEqual([1, 1, 1])
  memo.folded(floor.takeChanged())
  expect([look('c1'), look('c1'), look('c2')]).toEqual([1, 0, 0])
})

test('what nobody asks for goes', () => {
  const { memo, look } = remembered()
  expect([look('c1'), look('c2')]).toEqual([1, 1])
  memo.tidy()
  expect(look('c1')).toBe(0)
  memo.tidy()
  expect([look('c1'), look('c2')]).toEqual([0, 1])
  memo.clear()
  expect([look('c1'), look('c2')]).toEqual([1, 1])
})

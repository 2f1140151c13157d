import { expect, it } from 'vitest'
import { siteChanges } from './site-changes.ts'
import { siteSchema } from './site-schema.ts'

const site = (more: object) => siteSchema.parse({ site: { id: 'a' }, ...more })
const queue = (id: string, share: number) => ({ id, name: `Queue ${id}`, target: { share, withinSec: 20 } })

it('tells what came, what went, what changed from what to what, and what only changed its place', () => {
  const before = site({
    queues: [queue('a', 0.8), queue('b', 0.8)],
    causes: [{ id: 'x', title: { en: 'Slow' } }],
  })
  const after = site({ queues: [queue('b', 0.9), queue('a', 0.8), queue('c', 0.7)], causes: [] })
  expect(
    siteChanges(before, after).map(({ section, name, kind, field }) => [section, name, kind, field]),
  ).toEqual([
    ['queues', 'Queue c', 'added', ''],
    ['queues', 'Queue b', 'changed', 'target.share'],
    ['queues', null, 'moved', ''],
    ['causes', 'Slow', 'removed', ''],
  ])
})

it('tells nothing of a set that is the same, and of parts without entries their fields', () => {
  const before = site({})
  expect(siteChanges(before, site({}))).toEqual([])
  expect(siteChanges(before, site({ walls: { goodColour: 'red' } }))).toEqual([
    { section: 'walls', name: null, kind: 'changed', field: 'goodColour', from: 'green', to: 'red' },
  ])
})

it('of amounts of one role and kind, as in two currencies, each is told', () => {
  const upTo = (amount: number, currency = 'CNY') => ({
    ...{ role: 'supervisor', kind: 'refund', upTo: { amount, currency } },
  })
  const changesBetween = (before: object[], after: object[]) =>
    siteChanges(site({ authority: before }), site({ authority: after })).map(({ kind, to }) => [kind, to])
  expect(changesBetween([upTo(500)], [upTo(90_000), upTo(500)])).toEqual([
    ['added', upTo(500)],
    ['changed', 90_000],
  ])
  expect(changesBetween([upTo(500), upTo(70, 'USD')], [upTo(900), upTo(70, 'USD')])).toEqual([
    ['changed', 900],
  ])
})

import { expect, it } from 'vitest'
import { mayReadHandover } from './read-handover.ts'

const viewer = (id: string, queues: string[], teams: string[], strays = false) => ({
  ...{ id, reach: { queues: new Set(queues), teams: new Set(teams), strays } },
})

it('a hand-over is read by who sees as much of the floor as its maker did, strays included, and by its maker', () => {
  const east = { queues: ['care'], teams: ['east'], strays: false }
  const lead = viewer('lin', ['care'], ['east'])
  const supervisor = viewer('ma', ['care', 'sales'], ['east', 'west'], true)
  expect(mayReadHandover(lead, 'sun', east)).toBe(true)
  expect(mayReadHandover(viewer('wei', ['sales'], ['west']), 'sun', east)).toBe(false)
  expect(mayReadHandover(viewer('wei', ['sales'], ['west']), 'wei', east)).toBe(true)
  expect(mayReadHandover(lead, 'ma', { ...east, strays: true })).toBe(false)
  expect(mayReadHandover(supervisor, 'sun', { ...east, strays: true })).toBe(true)
  expect(mayReadHandover(supervisor, 'boss', 'all')).toBe(false)
  expect(mayReadHandover({ id: 'boss', reach: 'all' }, 'ma', 'all')).toBe(true)
})

it('what somebody saw who leads nobody is not everybody’s', () => {
  const nothing = { queues: [], teams: [] }
  expect(mayReadHandover(viewer('lin', ['care'], ['east']), 'new', nothing)).toBe(false)
  expect(mayReadHandover(viewer('new', [], []), 'new', nothing)).toBe(true)
})

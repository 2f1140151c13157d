import { expect, test } from 'vitest'
import { NEXT_ON_WALL, nextOnWall } from '#core/access/next-to-breach.ts'
import type { ShownFloor } from '#core/access/reach.ts'
import { createRandom } from '#scripts/demo/model/random.ts'
import { createWallLists } from './wall-lists.ts'

const BOARD = { id: 'hall', queues: ['q1'] }

/** Callbacks with a due, as far as a wall asks for them. */
function callbacksOf() {
  const dues = new Map<string, number>()
  const row = (type: string, id: string) => {
    if (type === 'board') return BOARD
    const due = dues.get(id)
    if (due === undefined) return null
    const dueAt = new Date(due).toISOString()
    const clocks = [{ state: due % 2 === 0 ? 'breached' : 'running', dueAt }]
    return { id, queue: 'q1', dueAt, clocks }
  }
  const floor = { row } as unknown as ShownFloor
  const best = () => [...nextOnWall('callback', dues.keys(), floor)]
  return { dues, floor, best }
}

test('whatever comes, moves and goes, on the wall are the first of all, and what left it is told', () => {
  const random = createRandom('next')
  const { dues, floor, best } = callbacksOf()
  const list = createWallLists(
    floor,
    { view: 'wall', id: 'hall', viewer: { kind: 'screen', screen: 's', board: 'hall' } as never },
    'callback',
  )
  let shown = new Set<string>()
  for (let step = 0; step < 3_000; step++) {
    const ids = Array.from({ length: 1 + Math.floor(random.between(0, 4)) }, () =>
      // Mostly what is on the wall goes, so that those behind it come up.
      shown.size > 0 && random.chance(0.6)
        ? random.pick([...shown])
        : `cb${Math.floor(random.between(0, 400))}`,
    )
    for (const id of ids) {
      if (dues.has(id) && random.chance(0.6)) dues.delete(id)
      else dues.set(id, Math.floor(random.between(0, 1e6)))
    }
    const update = list.update(ids)
    const wanted = best()
    expect(wanted.filter((id) => !list.has(id))).toEqual([])
    for (const id of shown) if (!wanted.includes(id)) expect(update.has(id)).toBe(true)
    shown = new Set(wanted)
    expect([...update].filter((id) => list.has(id) && !shown.has(id))).toEqual([])
  }
  expect(dues.size).toBeGreaterThan(NEXT_ON_WALL)
})

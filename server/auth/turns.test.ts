import { expect, test } from 'vitest'
import { Busy, createTurns, type Turns } from './turns.ts'

/** Work that ends when it is told to, and what has begun so far. */
function workshop(turns: Turns) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const take = (lane: string, name: string) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    ends.set(name, resolve)
    return turns.take(lane, () => {
      begun.push(name)
      return promise
    })
  }
  const end = async (name: string) => {
    ends.get(name)!()
    await new Promise(setImmediate)
  }
  return { begun, take, end }
}

test('one works at a time, and the lanes take turns however many stand in one', async () => {
  const { begun, take, end } = workshop(createTurns({ atOnce: 1, most: () => 100, withinMs: 60_000 }))
  const all = [
    ...['a1', 'a2', 'a3'].map((name) => take('a', name)),
    ...['b1', 'b2'].map((name) => take('b', name)),
  ]
  await new Promise(setImmediate)
  expect(begun).toEqual(['a1'])
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await end(name)
  await Promise.all(all)
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2'])
})

test('whose turn does not come in time is told to come again, and holds nobody up', async () => {
  const { begun, take, end } = workshop(createTurns({ atOnce: 1, most: () => 100, withinMs: 20 }))
  const first = take('a', 'a1')
  const late = take('a', 'a2')
  await expect(late).rejects.toThrow(Busy)
  const next = take('a', 'a3')
  await end('a1')
  await end('a3')
  await Promise.all([first, next])
  expect(begun).toEqual(['a1', 'a3'])
})

test('where no more may wait, it is the one who asks most that is sent away', async () => {
  const turns = createTurns({ atOnce: 1, most: () => 3, withinMs: 60_000 })
  const { begun, take, end } = workshop(turns)
  const first = take('flood', 'f0')
  const waiting = ['f1', 'f2', 'f3'].map((name) => take('flood', name))
  const beyond = await take('flood', 'f4').catch((error: Busy) => error)
  expect(beyond).toMatchObject({ retryAfterSec: 1 })
  const other = take('other', 'o1')
  await expect(waiting[2]).rejects.toThrow(Busy)
  expect(turns.waiting).toBe(3)
  for (const name of ['f0', 'f1', 'o1', 'f2']) await end(name)
  await Promise.all([first, other, ...waiting.slice(0, 2)])
  expect(begun).toEqual(['f0', 'f1', 'o1', 'f2'])
})

test('work that fails ends its turn', async () => {
  const turns = createTurns({ atOnce: 1, most: () => 3, withinMs: 60_000 })
  await expect(turns.take('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await turns.take('a', () => Promise.resolve('done'))).toBe('done')
})

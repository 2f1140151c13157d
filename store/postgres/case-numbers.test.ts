import { expect, test } from 'vitest'
import { firstFree } from './case-numbers.ts'

/** A sequence from 1001 on, of which a feed has some. */
function numbers(isTaken: (number: number) => boolean) {
  let last = 1_000
  const draws: number[] = []
  const draw = async (count: number) => {
    draws.push(count)
    last += count
    return { id: `C-${last}`, isTaken: isTaken(last) }
  }
  return { draw, draws }
}
const never = () => false

test('the next number is given, and none that the archive or the floor knows', async () => {
  expect(await firstFree(numbers(never).draw, never)).toBe('C-1001')
  expect(await firstFree(numbers((number) => number === 1_001).draw, never)).toBe('C-1003')
  expect(await firstFree(numbers(never).draw, (id) => id === 'C-1001')).toBe('C-1003')
})

test('past fifty thousand cases of a feed that numbers alike it is a few tries, and past all it says so', async () => {
  const { draw, draws } = numbers((number) => number <= 51_000)
  expect(await firstFree(draw, never)).toBe('C-66535')
  expect(draws).toHaveLength(16)
  const onFloor = numbers(never)
  await firstFree(onFloor.draw, (id) => Number(id.slice(2)) <= 51_000)
  expect(onFloor.draws).toHaveLength(16)
  await expect(firstFree(numbers(() => true).draw, never)).rejects.toThrow(/are taken by a feed/)
})

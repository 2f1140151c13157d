import { expect, test } from 'vitest'
import { createPressIds } from './press-ids.ts'

function pressIds() {
  let count = 0
  const clock = { now: 0 }
  const ids = createPressIds(
    () => `id-${++count}`,
    () => clock.now,
  )
  return { ids, clock }
}

test('a press that nobody answered is the same when it is made again; what differs is another', () => {
  const { ids } = pressIds()
  expect(ids.of('away meal')).toBe('id-1')
  expect(ids.of('away break')).toBe('id-2')
  expect(ids.of('away meal')).toBe('id-1')
})

test('once it was answered, the same words are a new press', () => {
  const { ids } = pressIds()
  ids.of('away meal')
  ids.settle('away meal')
  expect(ids.of('away meal')).toBe('id-2')
})

test('long after an unanswered press the same words are a new press, since rows have shown what became of it', () => {
  const { ids, clock } = pressIds()
  ids.of('called, engaged')
  clock.now = 5 * 60_000
  expect(ids.of('called, engaged')).toBe('id-1')
  clock.now += 5 * 60_000 + 1
  expect(ids.of('called, engaged')).toBe('id-2')
})

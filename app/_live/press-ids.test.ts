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

test('a press that nobody answered is the same when it is made again; of another subject it is another', () => {
  const { ids } = pressIds()
  expect(ids.of('yuan', 'away')).toBe('id-1')
  expect(ids.of('lin', 'away')).toBe('id-2')
  expect(ids.of('yuan', 'away')).toBe('id-1')
})

test('once it was answered, the same words are a new press', () => {
  const { ids } = pressIds()
  ids.of('yuan', 'away')
  ids.settle('yuan', 'away')
  expect(ids.of('yuan', 'away')).toBe('id-2')
})

test('away, back and away again are three presses, whichever of them were answered', () => {
  const { ids } = pressIds()
  ids.of('yuan', 'away')
  ids.of('yuan', 'available')
  ids.settle('yuan', 'away')
  expect(ids.of('yuan', 'available')).toBe('id-2')
  expect(ids.of('yuan', 'away')).toBe('id-3')
})

test('long after an unanswered press the same words are a new press, since rows have shown what became of it', () => {
  const { ids, clock } = pressIds()
  ids.of('b1', 'engaged')
  clock.now = 5 * 60_000
  expect(ids.of('b1', 'engaged')).toBe('id-1')
  clock.now += 5 * 60_000 + 1
  expect(ids.of('b1', 'engaged')).toBe('id-2')
})

import { expect, test } from 'vitest'
import { answerWithin } from './answer-within.ts'

test('work that hangs is answered for in time, and how it ends later is told, not thrown', async () => {
  const faults: string[] = []
  const hanging = Promise.withResolvers<string>()
  const answer = await answerWithin(
    hanging.promise,
    () => 'late',
    (error) => faults.push(error.message),
    10,
  )
  expect(answer).toBe('late')
  hanging.reject(new Error('went away'))
  await new Promise(setImmediate)
  expect(faults).toEqual(['went away'])
  expect(
    await answerWithin(
      Promise.resolve('done'),
      () => 'late',
      () => undefined,
      10,
    ),
  ).toBe('done')
})

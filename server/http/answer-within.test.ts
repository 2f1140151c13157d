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

test('the time that work waits for its turn is not counted, and it is late by its own time alone', async () => {
  const turn = Promise.withResolvers<void>()
  const asked = answerWithin<string>(
    async (deadline) => {
      deadline.pause()
      await turn.promise
      deadline.resume()
      return 'done'
    },
    () => 'late',
    () => undefined,
    10,
  )
  await new Promise((done) => setTimeout(done, 30))
  turn.resolve()
  expect(await asked).toBe('done')
  const hanging = answerWithin<string>(
    (deadline) => {
      deadline.pause()
      deadline.resume()
      return new Promise(() => undefined)
    },
    () => 'late',
    () => undefined,
    10,
  )
  expect(await hanging).toBe('late')
})

import { expect, test } from 'vitest'
import { oneAfterAnother } from './one-after-another.ts'

/** An act whose runs a test ends one by one. */
function actOfTest() {
  const runs: PromiseWithResolvers<void>[] = []
  const ask = oneAfterAnother(() => {
    const run = Promise.withResolvers<void>()
    runs.push(run)
    return run.promise
  })
  return { runs, ask }
}

test('who asks while it runs shares one run that begins afterwards', async () => {
  const { runs, ask } = actOfTest()
  const first = ask()
  const later = [ask(), ask(), ask()]
  expect(runs.length).toBe(1)
  runs[0]!.resolve()
  await first
  await new Promise(setImmediate)
  expect(runs.length).toBe(2)
  runs[1]!.resolve()
  await Promise.all(later)
  expect(runs.length).toBe(2)
})

test('a run that fails fails those who asked for it, not those who asked for the next', async () => {
  const { runs, ask } = actOfTest()
  const first = ask()
  const next = ask()
  runs[0]!.reject(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await new Promise(setImmediate)
  runs[1]!.resolve()
  await next
})

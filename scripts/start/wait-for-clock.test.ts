import { expect, test } from 'vitest'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { clockSynchronised } from './clock-synchronised.ts'
import { waitForClock } from './wait-for-clock.ts'

async function waiting(answers: (boolean | null)[], waitMs: number) {
  const noted: [MachineNote['code'], boolean][] = []
  const said: string[] = []
  const began = performance.now()
  const stop = await waitForClock({
    supervisor: { note: ({ code }, isSo) => noted.push([code, isSo]) },
    say: (line) => said.push(line),
    signal: new AbortController().signal,
    ask: async () => answers.shift() ?? false,
    waitMs,
  })
  stop()
  return { noted, said, tookMs: performance.now() - began }
}

test('a clock that is not synchronised is waited for and said; one that is, or of which nothing is known, is not', async () => {
  expect(await waiting([true], 30_000)).toMatchObject({ noted: [], said: [] })
  expect((await waiting([false, true], 30_000)).said).toEqual([
    'The clock is not synchronised yet: waiting up to 30 s',
  ])
  const never = await waiting([], 700)
  expect(never.noted).toEqual([['clock_unsynchronised', true]])
  expect(never.tookMs).toBeGreaterThanOrEqual(700)
})

test('where nobody can be asked nothing is known', async () => {
  expect(await clockSynchronised('no-such-program-here')).toBeNull()
})

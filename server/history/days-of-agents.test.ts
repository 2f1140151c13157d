import { expect, test } from 'vitest'
import type { DayOfAgents } from '#core/history/day-of-agents.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { createDaysOfAgents } from './days-of-agents.ts'

/** Guarantee: what reads a day of all agents reads one at a time, and each once for all who ask for it. */

const HOUR = 3_600_000
const NOW = 100 * 24 * HOUR
const dayBefore = (days: number) => ({ from: NOW - (days + 1) * 24 * HOUR, to: NOW - days * 24 * HOUR })

function opened() {
  let at = NOW
  const begun: { span: Span; end: () => void; fail: (error: Error) => void }[] = []
  const days = createDaysOfAgents(
    (span) => {
      const reading = Promise.withResolvers<DayOfAgents>()
      const end = () => reading.resolve({ span, agents: new Map(), waiting: new Map() } as DayOfAgents)
      begun.push({ span, end, fail: reading.reject })
      return reading.promise
    },
    () => at,
  )
  return { begun, ask: (span: Span) => days(span, () => []), pass: (ms: number) => (at += ms) }
}

test('one day is read at a time; who asks for another meanwhile waits for it, and who asks for the same has it too', async () => {
  const { begun, ask } = opened()
  const spans = [1, 2, 3, 4, 5, 6].map(dayBefore)
  const asked = spans.map(ask)
  const same = ask(spans[0]!)
  for (const [index, span] of spans.entries()) {
    await expect.poll(() => begun.length).toBe(index + 1)
    begun[index]!.end()
    expect((await asked[index])?.span).toEqual(span)
  }
  expect((await same)?.span).toEqual(spans[0])
  // The first ones made room for the last.
  expect((await ask(spans[5]!))?.span).toEqual(spans[5])
  expect(begun.length).toBe(6)
})

test('a day that is still being read is not begun again, however long that takes, and is kept from when it is read', async () => {
  const { begun, ask, pass } = opened()
  const running = { from: NOW - HOUR, to: NOW + HOUR }
  const first = ask(running)
  pass(6 * 60_000)
  const second = ask(running)
  begun[0]!.end()
  await Promise.all([first, second])
  pass(4 * 60_000)
  await ask(running)
  expect(begun.length).toBe(1)
  pass(2 * 60_000)
  const third = ask(running)
  await expect.poll(() => begun.length).toBe(2)
  begun[1]!.end()
  await third
})

test('a read whose connection hangs does not keep others out for good', async () => {
  const { begun, ask, pass } = opened()
  void ask(dayBefore(1))
  pass(16 * 60_000)
  const asked = ask(dayBefore(2))
  await expect.poll(() => begun.length).toBe(2)
  begun[1]!.end()
  expect(await asked).not.toBeNull()
})

test('a day that could not be read is told to who asked, and read again by the next', async () => {
  const { begun, ask } = opened()
  const asked = ask(dayBefore(1))
  begun[0]!.fail(new Error('away'))
  await expect(asked).rejects.toThrow('away')
  const again = ask(dayBefore(1))
  await expect.poll(() => begun.length).toBe(2)
  begun[1]!.end()
  expect(await again).not.toBeNull()
})

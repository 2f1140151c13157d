import { expect, test } from 'vitest'
import type { EachAnswer } from '#core/rows/protocol.ts'
import type { Undoable } from './sending.ts'
import { takeBackEach } from './take-back-each.ts'

const handedOff: Undoable = { kind: 'handoff', subject: 'H1', id: 'i3' }
const noted: Undoable = { kind: 'case', subject: 'C1', id: 'i2' }
const opened: Undoable = { kind: 'case', subject: 'C1', id: 'i1' }
const tooLate: EachAnswer = { ok: false, code: 'too_late', message: '' }

/** A server that finds it too late to take these back, each so often. */
function wire(late: Record<string, number>) {
  const tried: string[] = []
  let paused = 0
  const server = {
    withdraw: async ({ id }: Undoable): Promise<EachAnswer> => {
      tried.push(id)
      const left = late[id] ?? 0
      late[id] = left - 1
      return left > 0 ? tooLate : { ok: true }
    },
    gone: async ({ id }: Undoable) => void tried.push(`${id} gone`),
    pause: async (ms: number) => {
      paused += ms
    },
  }
  return { server, tried, paused: () => paused }
}

test('the opening of a case is taken back once the server has read that what was said of it is', async () => {
  const { server, tried } = wire({ i1: 2 })
  expect(await takeBackEach([handedOff, noted, opened], server)).toEqual({ ok: true })
  expect(tried).toEqual(['i3', 'i3 gone', 'i2', 'i1', 'i1', 'i1'])
})

test('where others went on with it, that is said after three seconds; of what was said alone, at once', async () => {
  const others = wire({ i1: 1_000 })
  expect(await takeBackEach([noted, opened], others.server)).toEqual(tooLate)
  expect(others.paused()).toBe(3_000)
  const alone = wire({ i1: 1_000 })
  expect(await takeBackEach([opened], alone.server)).toEqual(tooLate)
  expect(alone.tried).toEqual(['i1'])
})

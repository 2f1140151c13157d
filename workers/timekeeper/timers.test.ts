import { expect, test } from 'vitest'
import type { TimerMove } from '#store/jobs/timer-jobs.ts'
import { createTimers } from './timers.ts'

/** Guarantee: what is wanted while very many moves are on their way leaves, and so does all that is wanted afterwards. */

/** So many that they leave in two commands. */
const MANY = 501

test('an instant moved again while the move before it is on its way holds up nothing that comes later', async () => {
  const commands: { moves: readonly TimerMove[]; answer: () => void }[] = []
  let sent = Promise.withResolvers<void>()
  const timers = createTimers({
    jobs: {
      load: async () => new Map(),
      async due() {
        return []
      },
      move(moves) {
        const { promise, resolve } = Promise.withResolvers<void>()
        commands.push({ moves, answer: resolve })
        sent.resolve()
        return promise
      },
    },
    pos: () => '1-0',
    onFault(error) {
      throw error
    },
  })
  const next = async () => {
    await sent.promise
    sent = Promise.withResolvers()
    return commands.at(-1)!
  }
  timers.want(new Map(Array.from({ length: MANY }, (_, index) => [`case/${index}`, 1])))
  const first = await next()
  // The last one is in the second command, which leaves when the first is answered.
  timers.want(new Map([[`case/${MANY - 1}`, 2]]))
  await new Promise((done) => setTimeout(done, 80))
  first.answer()
  const second = await next()
  expect(second.moves).toEqual([{ subject: `case/${MANY - 1}`, from: null, to: 2 }])
  second.answer()
  await new Promise(setImmediate)

  timers.want(new Map([['case/new', 3]]))
  const third = await next()
  third.answer()
  timers.stop()
  expect(third.moves).toEqual([{ subject: 'case/new', from: null, to: 3 }])
}, 3_000)

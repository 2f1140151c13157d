import { afterAll, beforeAll, expect, test } from 'vitest'
import { asLeader } from '#workers/as-leader.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

let redis: PrivateRedis
let site = 0
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))

function candidate(name: string, seen: string[], part?: (stop: AbortSignal) => Promise<void>) {
  const stop = new AbortController()
  const begun = Promise.withResolvers<void>()
  const running = asLeader(
    {
      url: redis.url,
      site: `site-${site}`,
      name: 'leader',
      onFault: (error) => seen.push(`${name} fault ${error.message}`),
    },
    async (signal, fence) => {
      seen.push(`${name} begins ${fence.number}`)
      begun.resolve()
      await (part ?? untilAborted)(signal)
      seen.push(`${name} ends`)
    },
    stop.signal,
  )
  return { begun: begun.promise, running, stop: () => stop.abort() }
}

test('one runs at a time; the next begins when the first has ended', async () => {
  site++
  const seen: string[] = []
  const one = candidate('one', seen)
  await one.begun
  const two = candidate('two', seen)
  one.stop()
  await one.running
  await two.begun
  two.stop()
  await two.running
  expect(seen).toEqual(['one begins 1', 'one ends', 'two begins 2', 'two ends'])
})

test('a part that fails gives the lease back, so that another can take over', async () => {
  site++
  const seen: string[] = []
  const one = candidate('one', seen, async () => {
    throw new Error('broken')
  })
  await expect(one.running).rejects.toThrow('broken')
  const two = candidate('two', seen)
  await two.begun
  two.stop()
  await two.running
  expect(seen).toEqual(['one begins 1', 'two begins 2', 'two ends'])
})

test('when Redis goes the part is stopped, and begins anew under a greater number when it is back', async () => {
  site++
  const seen: string[] = []
  const terms = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let term = 0
  const one = candidate('one', seen, async (signal) => {
    terms[term++]!.resolve()
    await untilAborted(signal)
  })
  await one.begun
  await redis.kill()
  await new Promise((done) => setTimeout(done, 3_200))
  expect(seen).toEqual(['one begins 1', 'one ends'])
  await redis.restart()
  await terms[1]!.promise
  one.stop()
  await one.running
  expect(seen).toEqual(['one begins 1', 'one ends', 'one begins 2', 'one ends'])
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

/** The numbers of the terms so far: each must be greater than the one before. */
let fences: number[] = []
beforeEach(() => {
  fences = []
})
const areGreater = () => fences.every((number, index) => index === 0 || number > fences[index - 1]!)

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
      fences.push(fence.number)
      seen.push(`${name} begins`)
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
  expect(seen).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
  expect(areGreater()).toBe(true)
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
  expect(seen).toEqual(['one begins', 'two begins', 'two ends'])
  expect(areGreater()).toBe(true)
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
  expect(seen).toEqual(['one begins', 'one ends'])
  await redis.restart()
  await terms[1]!.promise
  one.stop()
  await one.running
  expect(seen).toEqual(['one begins', 'one ends', 'one begins', 'one ends'])
  expect(areGreater()).toBe(true)
})

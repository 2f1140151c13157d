import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { subscribePush } from './subscribe-push.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const named = (name: string) => Object.assign(new Error(name), { name })

test('a push service that never answers is given up after ten seconds, and not before', async () => {
  const ended = vi.fn()
  const asked = subscribePush(() => new Promise(() => undefined)).then(ended)
  await vi.advanceTimersByTimeAsync(9_999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await asked
  expect(ended).toHaveBeenCalledWith({ is: 'unreachable' })
})

test.each([
  ['a browser that notices', () => Promise.reject(named('AbortError')), { is: 'unreachable' }],
  ['a person who says no', () => Promise.reject(named('NotAllowedError')), { is: 'refused' }],
  ['a browser without a worker', () => Promise.resolve(null), { is: 'refused' }],
  [
    'a push service that answers',
    () => Promise.resolve({ toJSON: () => ({ endpoint: 'https://push.example/1' }) }),
    { is: 'subscribed', made: { endpoint: 'https://push.example/1' } },
  ],
] as const)('%s', async (_, subscribe, ended) => {
  expect(await subscribePush(subscribe)).toEqual(ended)
  expect(vi.getTimerCount()).toBe(0)
})

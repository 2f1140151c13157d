import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fields } from '#core/collections/fields.ts'
import type { ClientSocket } from './live-store.ts'
import { createLiveStore } from './live-store.ts'
import { createModelServer } from './model-server.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function openStore(server: ReturnType<typeof createModelServer>) {
  const store = createLiveStore({
    socket: server.socket as ClientSocket,
    now: () => 0,
    schedule: (run) => run(),
  })
  store.watch('supervisor')
  return store
}

const heldOf = (store: ReturnType<typeof createLiveStore>) =>
  Object.fromEntries(store.rows('queue').map((row) => [row.id, row as unknown as Fields]))

type WorkItemAction =
  | { do: 'put'; id: string; field: string; value: number | null }
  | { do: 'del'; id: string }
  | { do: 'lose' | 'restart' | 'cut' }

const id = fc.constantFrom('a', 'b', 'c', '__proto__')
const step: fc.Arbitrary<WorkItemAction> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      id,
      field: fc.constantFrom('waiting', 'offered', 'asaSec'),
      value: fc.option(fc.nat(5)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('del' as const), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('lose' as const, 'restart' as const, 'cut' as const) }),
  },
)

test('whatever is put, deleted, lost, cut or restarted, the screen ends in exactly the state of the server', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const server = createModelServer()
      const store = openStore(server)
      for (const each of steps) {
        if (each.do === 'put') server.put(each.id, { [each.field]: each.value })
        else if (each.do === 'del') server.del(each.id)
        else if (each.do === 'lose') server.loseNext()
        else if (each.do === 'restart') server.restart()
        else server.reconnect()
      }
      server.put('last', { waiting: 1 })
      server.put('last', { waiting: 2 })
      expect(heldOf(store)).toEqual(server.rows())
      store.close()
    }),
    { numRuns: 1_000 },
  )
})

test('a beat whose seq is ahead says that a patch was missed, and the screen asks for it', () => {
  const server = createModelServer()
  const store = openStore(server)
  server.put('a', { waiting: 1 })
  server.loseNext()
  server.put('a', { waiting: 2 })
  expect(store.row('queue', 'a')?.waiting).toBe(1)
  server.beat()
  expect(store.row('queue', 'a')?.waiting).toBe(2)
})

test('a connection that is refused says why, and the screen goes on asking', () => {
  const server = createModelServer()
  const store = openStore(server)
  server.put('a', { waiting: 1 })
  server.refuseConnection('unauthenticated')
  expect(store.access()).toEqual({ state: 'refused', code: 'unauthenticated' })
  vi.advanceTimersByTime(10_000)
  expect(store.access()).toEqual({ state: 'open' })
  expect(heldOf(store)).toEqual(server.rows())
})

test('a row that did not change keeps its identity, and its listener is not called', () => {
  const server = createModelServer()
  const store = openStore(server)
  server.put('a', { waiting: 1 })
  server.put('b', { waiting: 1 })
  const before = store.row('queue', 'a')
  const heard = vi.fn()
  store.subscribeRow('queue', 'a', heard)
  server.put('b', { waiting: 2 })
  expect(store.row('queue', 'a')).toBe(before)
  expect(heard).not.toHaveBeenCalled()
})

test('a refused watch drops what was held and says why', () => {
  const server = createModelServer()
  const store = openStore(server)
  server.put('a', { waiting: 1 })
  server.refuseWith('forbidden')
  server.reconnect()
  expect(store.access()).toEqual({ state: 'refused', code: 'forbidden' })
  expect(store.rows('queue')).toEqual([])
})

test('a server that is not ready is asked again soon, until it answers', () => {
  const server = createModelServer()
  server.refuseWith('starting')
  const store = openStore(server)
  server.put('a', { waiting: 1 })
  vi.advanceTimersByTime(500)
  server.refuseWith(null)
  expect(store.rows('queue')).toEqual([])
  vi.advanceTimersByTime(500)
  expect(heldOf(store)).toEqual(server.rows())
})

test('another view drops the rows of the last one', () => {
  const server = createModelServer()
  const store = openStore(server)
  server.put('a', { waiting: 1 })
  store.watch('wall', 'floor')
  expect(server.lastRequest()).toEqual({ view: 'wall', id: 'floor' })
})

test('a command is acknowledged by the server, and a silent server is said so', async () => {
  const server = createModelServer()
  const store = openStore(server)
  expect(await store.command('alert.ack', { subject: 'x' })).toEqual({ ok: true })
  server.fallSilent()
  const answer = store.command('alert.ack', { subject: 'x' })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await answer).toEqual({ ok: false, code: 'no_answer', message: '' })
})

test('what nobody answered bears the same id when it is said again, and another one once it was answered', async () => {
  const server = createModelServer()
  const store = openStore(server)
  const away = () => store.command('event', { type: 'agent.away', subject: 'yuan', data: { reason: 'meal' } })
  server.fallSilent()
  const [first, other] = [away(), store.command('event', { type: 'agent.available', subject: 'lin' })]
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await Promise.all([first, other])).toMatchObject([{ code: 'no_answer' }, { code: 'no_answer' }])
  server.speakAgain()
  expect(await away()).toEqual({ ok: true })
  await away()
  const [lost, another, again, later] = server.commands.map(({ id }) => id)
  expect(again).toBe(lost)
  expect(new Set([lost, another, later]).size).toBe(3)
})

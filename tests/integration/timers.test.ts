import { Queue } from 'bullmq'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { createClock } from '#platform/clock.ts'
import { jobPrefix, openTimerJobs, TIMER_QUEUE } from '#store/jobs/timer-jobs.ts'
import { createTimerStatus } from '#store/jobs/timer-status.ts'
import { createLog } from '#store/log.ts'
import { createTimers } from '#workers/timekeeper/timers.ts'
import { startChild } from '../support/child-process.ts'
import { watchPublished } from '../support/published-transitions.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { keepTime } from '../support/timekeeper.ts'
import { caseOpened, caseResolved, configApplied, timerSite } from '../support/timer-floor.ts'

let redis: PrivateRedis
let number = 0
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

async function openSite() {
  const site = `timers-${++number}`
  const log = createLog({ url: redis.url, site })
  const published = watchPublished(redis.url, site)
  await log.appendSystem([configApplied(timerSite(site), Date.now())], Date.now())
  return {
    site,
    published,
    send: (...events: AnyEvent[]) => log.append(events, Date.now()),
    async close() {
      await published.stop()
      log.close()
    },
  }
}

const ids = (events: readonly AnyEvent[]) => events.map(({ subject }) => subject).sort()
const cases = (count: number, dueAt: number) =>
  Array.from({ length: count }, (_, index) => caseOpened(`C${index}`, Date.now(), dueAt))
const subjects = (count: number) => Array.from({ length: count }, (_, index) => `case/C${index}`).sort()

/** The jobs of a site that wait, the canary apart. */
async function waitingJobs(site: string) {
  const queue = new Queue(TIMER_QUEUE, { connection: { url: redis.url }, prefix: jobPrefix(site) })
  const jobs = await queue.getJobs(['delayed', 'waiting', 'active', 'completed', 'failed'])
  await queue.close()
  return jobs.filter((job) => job?.name === 'due').map((job) => job.data.subject as string)
}

async function eventually<T>(read: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const value = await read()
    if (isRight(value) || attempt === 100) return value
    await new Promise((done) => setTimeout(done, 50))
  }
}

test('what falls due is said at its instant, once, and leaves no job behind', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  const dueAt = Date.now() + 1_500
  await send(...cases(20, dueAt))
  await published.until('rule.running', 20)
  expect(
    (
      await eventually(
        () => waitingJobs(site),
        (jobs) => jobs.length === 20,
      )
    ).length,
  ).toBe(20)
  await published.until('rule.breached', 20)
  expect(Date.now() - dueAt).toBeLessThan(1_000)
  expect(ids(published.of('rule.breached'))).toEqual(subjects(20))
  expect(new Set(published.of('rule.breached').map(({ time }) => time))).toEqual(new Set([dueAt]))
  expect(
    await eventually(
      () => waitingJobs(site),
      (jobs) => jobs.length === 0,
    ),
  ).toEqual([])
  await keeper.stop()
  expect(keeper.faults).toEqual([])
  expect(published.entries.length).toBe(40)
  await close()
})

test('what is told late and in pieces has run out only where no piece says that it was done in time', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  await send(caseOpened('now', Date.now(), Date.now() + 3_600_000))
  await published.until('rule.running', 1)
  const began = Date.now() - 600_000
  const dueAt = began + 300_000
  await send(...Array.from({ length: 40 }, (_, index) => caseOpened(`C${index}`, began, dueAt)))
  // Half were done in time, which the next pieces tell.
  for (let index = 0; index < 20; index++) await send(caseResolved(`C${index}`, began + 60_000))
  await published.until('rule.breached', 20)
  await keeper.stop()
  const late = Array.from({ length: 20 }, (_, index) => `case/C${index + 20}`).sort()
  expect(ids(published.of('rule.breached'))).toEqual(late)
  expect(published.of('rule.voided')).toEqual([])
  expect(keeper.faults).toEqual([])
  await close()
})

test('who waited, as is told late, waits no more where the next piece says that they were answered: no figure says otherwise', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  const began = Date.now() - 600_000
  const call = (nth: number, type: string, sec: number, data: object): AnyEvent => ({
    ...{ id: `${type}-${nth}`, source: 'pbx', type, time: began + sec * 1_000, subject: `call-${nth}` },
    data: data as Record<string, unknown>,
  })
  await send(caseOpened('C0', Date.now(), Date.now() + 60_000))
  await published.until('rule.running', 1)
  for (let nth = 0; nth < 5; nth++) {
    await send(call(nth, 'contact.queued', nth, { queue: 'care' }))
    await send(call(nth, 'contact.answered', nth + 4, { agent: 'a1' }))
  }
  // One is there in truth: of them it is said.
  await send({ ...call(9, 'contact.queued', 0, { queue: 'care' }), time: Date.now() })
  const sentAt = Date.now()
  await published.until('rule.breached', 1)
  await keeper.stop()
  expect(published.of('rule.breached').map(({ subject }) => subject)).toEqual(['queue/care'])
  // Not before they had waited so long.
  expect(published.of('rule.breached')[0]!.time).toBeGreaterThanOrEqual(sentAt - 100 + 400)
  expect(keeper.faults).toEqual([])
  await close()
})

test('on a clock that runs faster, what falls due is said at its instant of that clock', async () => {
  const { site, published, close } = await openSite()
  const start = Date.now()
  const spec = { kind: 'virtual', text: 'test', start, speed: 60 } as const
  const clock = createClock(spec, { realMs: start, virtualMs: start })
  const log = createLog({ url: redis.url, site })
  const keeper = keepTime(redis.url, site, clock)
  const dueAt = clock.now() + 5 * 60_000
  await log.append([caseOpened('C0', clock.now(), dueAt)], clock.now())
  await published.until('rule.breached', 1)
  expect(published.of('rule.breached')[0]!.time).toBe(dueAt)
  expect(Date.now() - start).toBeGreaterThan(4_000)
  expect(Date.now() - start).toBeLessThan(7_000)
  await keeper.stop()
  log.close()
  await close()
})

test('instants that leave one after the other while Redis writes leave it together, and those that move stand there once', async () => {
  const fail = (error: Error) => {
    throw error
  }
  const waitMs = (at: number) => Math.max(0, at - Date.now())
  const jobs = openTimerJobs({ url: redis.url, site: `timers-${++number}`, waitMs, onTrouble: fail })
  let moves = 0
  let underWay = Promise.resolve()
  const move: typeof jobs.move = async (...args) => {
    moves++
    await underWay
    return jobs.move(...args)
  }
  const timers = createTimers({ jobs: { ...jobs, move }, pos: () => '0-1', onFault: fail })
  const later = Date.now() + 3_600_000
  const [first, ...others] = subjects(50) as [string, ...string[]]
  timers.want(new Map(subjects(50).map((subject) => [subject, later])))
  await timers.settled()
  moves = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  underWay = promise
  timers.want(new Map([[first, later + 1]]))
  await eventually(
    async () => moves,
    (count) => count === 1,
  )
  for (const subject of others) {
    timers.want(new Map([[subject, null]]))
    expect(await jobs.pending()).toBe(50)
  }
  resolve()
  expect(
    await eventually(
      () => jobs.load(),
      ({ size }) => size === 1,
    ),
  ).toEqual(new Map([[first, later + 1]]))
  expect(moves).toBe(2)
  timers.stop()
  await jobs.close()
})

test('instants that come one after the other within 50 ms leave for Redis together', async () => {
  const fail = (error: Error) => {
    throw error
  }
  const waitMs = (at: number) => Math.max(0, at - Date.now())
  const jobs = openTimerJobs({ url: redis.url, site: `timers-${++number}`, waitMs, onTrouble: fail })
  let moves = 0
  const move: typeof jobs.move = (...args) => {
    moves++
    return jobs.move(...args)
  }
  const timers = createTimers({ jobs: { ...jobs, move }, pos: () => '0-1', onFault: fail })
  const later = Date.now() + 3_600_000
  timers.want(new Map())
  await timers.settled()
  const began = performance.now()
  for (const subject of subjects(60)) {
    timers.want(new Map([[subject, later]]))
    // Another way to Redis and back, in which a write that does not wait would leave.
    await jobs.pending()
  }
  const spans = Math.ceil((performance.now() - began) / 50)
  await eventually(
    () => jobs.load(),
    ({ size }) => size === 60,
  )
  expect(moves).toBeLessThanOrEqual(spans)
  timers.stop()
  await jobs.close()
})

test('a timer that lost its reason is removed', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  await send(...cases(3, Date.now() + 3_600_000))
  await eventually(
    () => waitingJobs(site),
    (jobs) => jobs.length === 3,
  )
  await send(caseResolved('C1', Date.now()))
  await published.until('rule.met', 1)
  const left = await eventually(
    () => waitingJobs(site),
    (jobs) => jobs.length === 2,
  )
  expect(left.sort()).toEqual(['case/C0', 'case/C2'])
  await keeper.stop()
  await close()
})

test('after Redis was killed for some seconds all is said within 3 s of its return, and once', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  await send(...cases(200, Date.now() + 1_500))
  await published.until('rule.running', 200)
  await redis.kill()
  await new Promise((done) => setTimeout(done, 4_000))
  await redis.restart()
  const back = Date.now()
  await published.until('rule.breached', 200)
  expect(Date.now() - back).toBeLessThan(3_000)
  await keeper.stop()
  expect(ids(published.of('rule.breached'))).toEqual(subjects(200))
  await close()
})

/** A worker of its own, once it leads: it has said something. */
async function startWorker({ site, published, send }: Awaited<ReturnType<typeof openSite>>) {
  const file = new URL('../support/timekeeper-process.ts', import.meta.url).pathname
  const worker = startChild(process.execPath, [file, redis.url, site])
  await send(caseOpened('first', Date.now(), Date.now() + 3_600_000))
  await published.until('rule.running', 1)
  return worker
}

test('a worker that is killed is followed by a second one within 5 s', async () => {
  const opened = await openSite()
  const { site, published, send, close } = opened
  const first = await startWorker(opened)
  await send(...cases(50, Date.now() + 3_000))
  await published.until('rule.running', 51)
  const second = keepTime(redis.url, site)
  first.kill('SIGKILL')
  await first.exited
  const killedAt = Date.now()
  await send(caseResolved('C0', killedAt))
  await published.until('rule.met', 1)
  expect(Date.now() - killedAt).toBeLessThan(5_000)
  await published.until('rule.breached', 49)
  await second.stop()
  expect(published.entries.length).toBe(101)
  await close()
})

test('a single worker says at once at its start what fell due while there was none', async () => {
  const opened = await openSite()
  const { site, published, send, close } = opened
  const first = await startWorker(opened)
  const dueAt = Date.now() + 1_500
  await send(...cases(50, dueAt))
  await published.until('rule.running', 51)
  first.kill('SIGKILL')
  await first.exited
  await new Promise((done) => setTimeout(done, Math.max(0, dueAt - Date.now())))
  expect(published.of('rule.breached')).toEqual([])
  const startedAt = Date.now()
  const next = keepTime(redis.url, site)
  await published.until('rule.breached', 50)
  expect(Date.now() - startedAt).toBeLessThan(2_000)
  await next.stop()
  expect(ids(published.of('rule.breached'))).toEqual(subjects(50))
  await close()
})

test('evidence that comes late has what was said taken back, and says why no more', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  const openedAt = Date.now()
  await send(caseOpened('C0', openedAt, openedAt + 300))
  await published.until('rule.breached', 1)
  await send(caseResolved('C0', openedAt + 100))
  await published.until('rule.voided', 1)
  await published.until('rule.met', 1)
  const [breached] = published.of('rule.breached')
  expect(published.of('rule.voided')[0]!.data).toMatchObject({ voids: breached!.id, said: 'breached' })
  await keeper.stop()
  await close()
})

test('figures are judged at the exact instant, and whoever takes over goes on where the log stands', async () => {
  const opened = await openSite()
  const { site, published, send, close } = opened
  const first = await startWorker(opened)
  const time = Date.now()
  await send({
    ...{ id: 'q1', source: 'pbx', type: 'contact.queued', time, subject: 'c1' },
    data: { queue: 'care' },
  })
  await published.until('rule.breached', 1)
  expect(published.of('rule.breached')[0]!.time - time).toBe(400)
  first.kill('SIGKILL')
  await first.exited
  const second = keepTime(redis.url, site)
  await published.until('rule.breached', 2)
  expect(published.of('rule.breached').map(({ subject, data }) => [subject, data.run, data.stage])).toEqual([
    ['queue/care', 1, 0],
    ['queue/care', 1, 1],
  ])
  await second.stop()
  expect(second.faults).toEqual([])
  await close()
})

test('what a figure does while nobody leads is said once by whoever comes next: breached, or over', async () => {
  const opened = await openSite()
  const { site, published, send, close } = opened
  const waits = (contact: string) => ({
    ...{ id: `queued-${contact}`, source: 'pbx', type: 'contact.queued', time: Date.now(), subject: contact },
    data: { queue: 'care' },
  })
  const first = await startWorker(opened)
  first.kill('SIGKILL')
  await first.exited
  await send(waits('c1'))
  await new Promise((done) => setTimeout(done, 500))
  expect(published.of('rule.breached')).toEqual([])
  const second = keepTime(redis.url, site)
  await published.until('rule.breached', 1)
  await second.stop()
  const answered = { ...waits('c1'), id: 'answered-c1', type: 'contact.answered', data: { agent: 'a1' } }
  // The next one has waited for no time yet when somebody leads again.
  await send({ ...answered, time: Date.now() }, { ...waits('c2'), time: Date.now() + 60_000 })
  const third = keepTime(redis.url, site)
  await published.until('rule.cleared', 1)
  await third.stop()
  expect([...second.faults, ...third.faults]).toEqual([])
  const said = published.entries.filter(({ event }) => event.subject === 'queue/care')
  expect(said.map(({ event }) => event.data.run)).toEqual(said.map(() => 1))
  // How grave it was when somebody led again is the machine's speed; that no stage was said twice is ours.
  const stages = said.slice(0, -1).map(({ event }) => event.data.stage)
  expect(stages.length).toBe(new Set(stages).size)
  expect(said.map(({ event }) => event.type)).toEqual([...stages.map(() => 'rule.breached'), 'rule.cleared'])
  await close()
})

test('others can see how the timers do: the canary, what is pending, how late', async () => {
  const { site, published, send, close } = await openSite()
  const keeper = keepTime(redis.url, site)
  const status = createTimerStatus({ url: redis.url, site })
  await send(
    caseOpened('C0', Date.now(), Date.now() + 500),
    caseOpened('C1', Date.now(), Date.now() + 3_600_000),
  )
  await published.until('rule.breached', 1)
  const seen = await eventually(
    () => status.read(),
    (read) => read !== null && read.canaryAgoMs !== null && read.lateness !== null,
  )
  expect(seen).toMatchObject({ overdue: 0, pending: 1 })
  expect(seen!.canaryAgoMs).toBeLessThan(3_000)
  expect(seen!.lateness!.maxMs).toBeLessThan(1_000)
  await keeper.stop()
  status.close()
  await close()
})

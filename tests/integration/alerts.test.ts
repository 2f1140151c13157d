import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'
import { keepTime } from '../support/timekeeper.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let keeper: ReturnType<typeof keepTime>
beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile({
    ...testSite('alerts'),
    rules: [
      {
        ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
        ...{ due: 'deadline', warn: ['7500ms'], severity: 'critical', title: { en: 'Unanswered' } },
      },
    ],
  })
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  keeper = keepTime(redis.url, 'alerts')
})
afterAll(async () => {
  await keeper.stop()
  await server.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

async function alertsOf(token: string): Promise<AlertRow[]> {
  const answer = await fetch(`${server.url}/api/v1/alerts`, { headers: { Authorization: `Bearer ${token}` } })
  return ((await answer.json()) as { alerts: AlertRow[] }).alerts
}

async function until(token: string, holds: (alerts: AlertRow[]) => boolean): Promise<AlertRow[]> {
  const givenUp = Date.now() + 20_000
  for (;;) {
    const alerts = await alertsOf(token)
    if (holds(alerts) || Date.now() > givenUp) return alerts
    await new Promise((done) => setTimeout(done, 25))
  }
}

const event = (type: string, subject: string, data: object): AnyEvent => ({
  ...{ id: `${type}-${subject}`, source: 'pbx', type, time: Date.now(), subject },
  data: data as AnyEvent['data'],
})

test('a warning is told to the owner and to who sees all; taken, it comes back with the breach, and an answer ends it', async () => {
  const deadline = new Date(Date.now() + 8_000).toISOString()
  const ours = event('case.opened', 'C1', { kind: 'complaint', queue: 'care', agent: 'yuan', deadline })
  const others = event('case.opened', 'C2', { kind: 'complaint', queue: 'sales', agent: 'qian', deadline })
  await server.log.append([ours, others], Date.now())

  const [warned] = await until('agent-token-yuan', ([first]) => first !== undefined)
  expect(warned).toMatchObject({ subject: 'case/C1', case: 'C1', team: 'east', state: 'open', step: 0 })
  expect((await until('supervisor-token', ({ length }) => length === 2)).length).toBe(2)
  const path = `${server.url}/api/v1/alerts/${warned!.id}/ack`
  const headers = { Authorization: 'Bearer supervisor-token', 'Content-Type': 'application/json' }
  expect((await fetch(path, { method: 'POST', headers, body: '{}' })).status).toBe(200)
  const [taken] = await until('agent-token-yuan', ([first]) => first?.state === 'acked')
  expect(taken).toMatchObject({ state: 'acked', ackedBy: 'checks' })

  const [breached] = await until('agent-token-yuan', ([first]) => first?.step === 1)
  expect(breached).toMatchObject({ id: warned!.id, state: 'open', ackedBy: null, dueAt: deadline })
  const answered = event('case.replied', 'C1', { kind: 'answer', agent: 'yuan' })
  await server.log.append([answered], Date.now())
  const [resolved] = await until('agent-token-yuan', ([first]) => first?.state === 'resolved')
  expect(resolved).toMatchObject({ id: warned!.id, state: 'resolved' })
  expect((await alertsOf('agent-token-yuan')).map(({ case: of }) => of)).toEqual(['C1'])
  expect(keeper.faults).toEqual([])
})

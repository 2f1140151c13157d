import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LOG_START } from '#core/event/log-position.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { type Child, startChild } from '../support/child-process.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const EVENTS = 6_000
const PER_REQUEST = 6
const SENDERS = 8
const PROCESS = join(import.meta.dirname, '../support/ingest-process.ts')

function event(id: number) {
  const time = new Date().toISOString()
  const data = { queue: 'support' }
  return {
    specversion: '1.0',
    id: String(id),
    source: 'pbx',
    type: 'contact.queued',
    time,
    subject: `C${id}`,
    data,
  }
}

/** Sends a batch until it is answered 202, as a feed must; gives how often it was sent. */
async function sendUntilTaken(url: string, events: object[]): Promise<number> {
  const body = JSON.stringify(events)
  for (let tries = 1; ; tries++) {
    const headers = { Authorization: 'Bearer token', 'Content-Type': 'application/json' }
    const status = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(8_000),
    }).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status
      },
      () => null,
    )
    if (status === 202) return tries
    if (status !== null && status !== 503) throw new Error(`answered ${status}`)
    await wait(20)
  }
}

async function allEntries(log: EventLog) {
  const ids: string[] = []
  let pos = LOG_START
  for (;;) {
    const entries = await log.read(pos, 1_000)
    if (entries.length === 0) return ids
    ids.push(...entries.filter(({ event }) => event.type !== 'feed.counted').map(({ event }) => event.id))
    pos = entries.at(-1)!.pos
  }
}

test('every event answered 202 is in the log exactly once, though ingest and Redis are killed again and again', async () => {
  const redis: PrivateRedis = await startRedis()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/api/v1/events`
  const startServer = () => startChild(process.execPath, [PROCESS, String(port), redis.url, 'faults'])
  let server: Child = startServer()
  let taken = 0
  let next = 0
  let retries = 0

  const send = async () => {
    while (next < EVENTS) {
      const events = Array.from({ length: Math.min(PER_REQUEST, EVENTS - next) }, () => event(next++))
      retries += (await sendUntilTaken(url, events)) - 1
      taken += events.length
      // About 600 events a second in all: the kills meet requests under way, not the end of the test.
      await wait((1_000 * PER_REQUEST * SENDERS) / 600)
    }
  }
  const killAll = async () => {
    for (let round = 1; round <= 6; round++) {
      while (taken < (EVENTS * round) / 7) await wait(5)
      if (round % 2 === 0) {
        await redis.kill()
        await wait(150)
        await redis.restart()
      } else {
        server.kill('SIGKILL')
        await server.exited
        server = startServer()
      }
    }
  }

  try {
    await Promise.all([killAll(), ...Array.from({ length: SENDERS }, send)])
    const log = createLog({ url: redis.url, site: 'faults' })
    const ids = await allEntries(log)
    log.close()
    expect(taken).toBe(EVENTS)
    expect(retries).toBeGreaterThan(0)
    expect(ids.length).toBe(EVENTS)
    expect(new Set(ids).size).toBe(EVENTS)
  } finally {
    server.kill('SIGKILL')
    await redis.stop()
  }
})

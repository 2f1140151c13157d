import { afterEach, expect, test } from 'vitest'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createAsteriskConnector } from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'

/** Guarantee, over a real socket: a queue that the site file names and the PBX does not list is asked for by name, once. */

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

function connect(port: number, delivered: FeedEvent[], now: () => number) {
  const faults: Error[] = []
  const connector = createAsteriskConnector(
    { id: 'pbx', host: '127.0.0.1', port, tls: null, username: 'dash', secret: async () => 'any' },
    {
      names: createPbxNames('pbx', { listed: 'listed', realtime: 'rt' }, {}),
      open: { contacts: [], agents: [] },
      now,
      waitMs: () => 60_000,
      deliver: (events) => delivered.push(...events),
      isFull: () => false,
      onState() {},
      onFault: (error) => faults.push(error),
    },
  )
  stops.push(() => connector.stop())
  return { connector, faults }
}

test.each([
  ['a carriage return', 'q\rAction: Originate'],
  ['a NUL', 'q\0'],
  ['300 Chinese characters', '回'.repeat(300)],
])('a queue whose name holds %s cannot be asked for, and ends nothing', async (_, name) => {
  const server = await startAmiServer({ secret: null, startsAt: Date.parse('2026-11-22T04:00:00Z') })
  stops.push(() => server.stop())
  const delivered: FeedEvent[] = []
  const { connector, faults } = connect(server.port, delivered, server.now)
  await server.synced()
  const join = (queue: string, id: string) =>
    server.write(`Event: QueueCallerJoin\r\nQueue: ${queue}\r\nUniqueid: ${id}\r\nLinkedid: ${id}\r\n\r\n`)
  join(name, '1.1')
  await expect.poll(() => connector.counts().get('unaskable_queue')).toBe(1)
  join('realtime', '1.2')
  await expect.poll(() => delivered.map(({ subject }) => subject)).toContain('pbx/1.2')
  expect(faults).toEqual([])
})

test('a realtime queue is asked for by name, and again at its first call', async () => {
  const server = await startAmiServer({ secret: null, startsAt: Date.parse('2026-11-22T04:00:00Z') })
  const delivered: FeedEvent[] = []
  connect(server.port, delivered, server.now)
  stops.push(() => server.stop())
  const asked = () => server.received.filter((action) => action.includes('\r\nQueue: realtime'))
  server.play({ at: server.now(), raw: 'Event: QueueParams\r\nQueue: listed\r\n\r\n' })
  await server.synced()
  await expect.poll(() => asked().length).toBe(1)

  const member = 'Interface: PJSIP/101\r\nMemberName: Anna\r\nStatus: 1\r\nPaused: 0\r\n'
  server.play({ at: server.now(), raw: `Event: QueueMemberAdded\r\nQueue: realtime\r\n${member}\r\n` })
  server.play({
    at: server.now() + 5_000,
    raw: 'Event: QueueCallerJoin\r\nQueue: realtime\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n\r\n',
  })
  await expect.poll(() => asked().length).toBe(2)
  server.play({ at: server.now() + 1_000, raw: 'Event: Nothing\r\n\r\n' })
  const rt = () =>
    delivered.filter(({ type }) => type !== 'feed.heartbeat').map(({ type, data }) => [type, data])
  await expect.poll(() => rt().length).toBe(2)
  expect(rt()).toEqual([
    ['contact.queued', { queue: 'rt', channel: 'voice' }],
    ['agent.signed_in', { queues: ['rt'], name: 'Anna' }],
  ])
})

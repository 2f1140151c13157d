import { afterEach, expect, test } from 'vitest'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createAsteriskConnector } from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapping.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'

/** Guarantee, over a real socket: a queue that the site file names and the PBX does not list is asked for by name, once. */

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

test('a realtime queue is asked for by name, and again at its first call', async () => {
  const server = await startAmiServer({ secret: null, startsAt: Date.parse('2026-11-22T04:00:00Z') })
  const told: FeedEvent[] = []
  const connector = createAsteriskConnector(
    { id: 'pbx', host: '127.0.0.1', port: server.port, username: 'dash', secret: async () => 'any' },
    {
      names: createPbxNames('pbx', { listed: 'listed', realtime: 'rt' }, {}),
      open: { contacts: [], agents: [] },
      now: server.now,
      waitMs: () => 60_000,
      deliver: (events) => told.push(...events),
      isFull: () => false,
      onState() {},
    },
  )
  stops.push(() => server.stop())
  stops.push(() => connector.stop())
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
  const rt = () => told.filter(({ type }) => type !== 'feed.heartbeat').map(({ type, data }) => [type, data])
  await expect.poll(() => rt().length).toBe(2)
  expect(rt()).toEqual([
    ['contact.queued', { queue: 'rt', channel: 'voice' }],
    ['agent.signed_in', { queues: ['rt'], name: 'Anna' }],
  ])
})

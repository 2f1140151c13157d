import { afterEach, expect, test } from 'vitest'
import { serveRecording } from '#scripts/replay-ami/serve-recording.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createAsteriskConnector } from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { readRecordedLine } from '#server/connectors/asterisk/recording.ts'
import { recordedLines } from '../support/asterisk-truth.ts'

/** Guarantee: `npm run replay-ami -- … --serve PORT` is a PBX to the connector, whose calls come now. */

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

test('a connector hears agents and calls of the recording, at the time it is', {
  timeout: 30_000,
}, async () => {
  const lines = recordedLines()
    .map(readRecordedLine)
    .filter((line) => line !== null)
  const stopping = new AbortController()
  const port = await freePort()
  const said: string[] = []
  const served = serveRecording(lines, { port, say: (line) => said.push(line), signal: stopping.signal })
  stops.push(async () => {
    stopping.abort()
    await served
  })
  const beganAt = Date.now()
  const events: FeedEvent[] = []
  const heard = Promise.withResolvers<void>()
  const connector = createAsteriskConnector(
    { id: 'pbx', host: '127.0.0.1', port, tls: null, username: 'anybody', secret: async () => 'anything' },
    {
      names: createPbxNames('pbx', {}, {}),
      open: { contacts: [], agents: [] },
      now: Date.now,
      waitMs: (instant) => instant - Date.now(),
      deliver(delivered) {
        events.push(...delivered)
        const types = new Set(events.map(({ type }) => type))
        if (types.has('contact.queued') && types.has('agent.signed_in')) heard.resolve()
      },
      isFull: () => false,
      onState() {},
    },
  )
  stops.push(() => connector.stop())
  await heard.promise
  const call = events.find(({ type }) => type === 'contact.queued')!
  expect(Math.abs(Date.parse(call.time) - Date.now())).toBeLessThan(3_000)
  // The call's own id begins with the second at which it came, so that the next round has other calls.
  expect(Number(/^pbx\/(\d{10})\./.exec(call.subject)?.[1]) * 1_000).toBeGreaterThan(beganAt - 5_000)
  expect(said.at(-1)).toMatch(/^Connected: \d+ s of calls/)
})

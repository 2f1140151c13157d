import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createAsteriskConnector } from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { readRecordedLine } from '#server/connectors/asterisk/recording.ts'
import { TIMING } from '#server/connectors/asterisk/timing.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import {
  type CallOutcome,
  readTruth,
  recordedLines,
  recordedSite,
  trueOutcome,
} from '../support/asterisk-truth.ts'
import { type EmittedEntry, emittedEntries } from '../support/emitted-entries.ts'

/**
 * Guarantee, over a real socket: when the connection is cut and messages are missing, every call whose own messages
 * were all seen has the truth's outcome; of the others none stays open after the resync, what is not known of them
 * is `lost`, marked and counted; nothing is told that did not happen.
 */

/** A soak sets more. */
const RUNS = Number(process.env.HUIYIN_TEST_CUTS ?? 60)
const SECRET = 'a secret of the test'
const truth = readTruth()
const site = parseSite(recordedSite())
if (!site.ok) throw new Error('the site file of the recording is wrong')
const feed = site.site.feeds[0]!
const played = recordedLines()
  .map(readRecordedLine)
  .filter((line) => line !== null && 'raw' in line)
  .map((line) => line as { at: number; raw: string })
/** The recording begins with the answers to a client of its own; the server of the test gives its own. */
const firstEvent = played.findIndex(({ at }) => at > played[0]!.at + 1_000)

interface Cut {
  readonly at: number
  readonly missed: number
  readonly part: boolean
}

/** From when to when nothing was heard, ms. */
interface Outage {
  readonly from: number
  readonly to: number
}

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function playWithCuts(cuts: readonly Cut[]): Promise<{
  events: FeedEvent[]
  missed: { at: number; raw: string }[]
  outages: Outage[]
  counts: ReadonlyMap<string, number>
}> {
  const server = await startAmiServer({ secret: SECRET, startsAt: played[0]!.at })
  const events: FeedEvent[] = []
  const connector = createAsteriskConnector(
    {
      id: 'pbx',
      host: '127.0.0.1',
      port: server.port,
      tls: null,
      username: 'dash',
      secret: async () => SECRET,
    },
    {
      names: createPbxNames('pbx', {}, feed.agents ?? {}),
      open: { contacts: [], agents: [] },
      now: server.now,
      waitMs: () => 60_000,
      deliver: (delivered) => events.push(...delivered),
      isFull: () => false,
      onState() {},
      timing: { ...TIMING, firstDelayMs: 1, maxDelayMs: 4, summaryMs: 600_000 },
    },
  )
  stops.push(() => server.stop())
  stops.push(() => connector.stop())
  let before = 0
  const received = (): number => connector.counts().get('messages') ?? 0
  const inStep = async (): Promise<void> => {
    while (received() - before < server.written) await new Promise((done) => setImmediate(done))
  }
  for (const line of played.slice(0, firstEvent)) server.play(line)
  await server.synced()
  await inStep()

  const missed: { at: number; raw: string }[] = []
  const outages: Outage[] = []
  let cutAt = 0
  let until = -1
  for (let index = firstEvent; index < played.length; index++) {
    const line = played[index]!
    const cut = cuts.find(({ at }) => at === index)
    if (cut !== undefined && until === -1) {
      await inStep()
      server.cut(cut.part ? line.raw.slice(0, Math.floor(line.raw.length / 2)) : undefined)
      until = index + cut.missed
      cutAt = line.at
      before = received()
    }
    if (index < until) missed.push(line)
    server.play(line)
    if (until !== -1 && index >= until) {
      missed.push(line)
      outages.push({ from: cutAt, to: line.at })
      server.accept()
      await server.synced()
      until = -1
    }
    // In step whenever time passes: what is decided by time must not be decided by the speed of the test.
    if (until === -1 && (played[index + 1]?.at ?? 0) > line.at) await inStep()
  }
  if (until !== -1) {
    outages.push({ from: cutAt, to: played.at(-1)!.at })
    server.accept()
    await server.synced()
  }
  await inStep()
  server.play({ at: server.now() + 10_000, raw: 'Event: Nothing\r\n\r\n' })
  await inStep()
  const counts = connector.counts()
  connector.stop()
  return { events, missed, outages, counts }
}

/** The message is about the call: its own channel's, or one of a leg that belongs to it. */
const isAbout = (raw: string, uniqueid: string): boolean => raw.includes(`: ${uniqueid}\r\n`)

function entriesOf(delivered: readonly EmittedEntry[], uniqueid: string, queue: string): EmittedEntry[] {
  return delivered.filter((entry) => entry.contact === `pbx/${uniqueid}` && entry.queue === queue)
}

/** Who came while nothing was heard may have come at any instant of that time. */
function expectEnteredInTime(enteredAt: number, truly: number, outages: readonly Outage[]): void {
  const silent = outages.filter(({ from, to }) => truly >= from - 2_500 && truly <= to + 2_500)
  expect(enteredAt).toBeGreaterThan(Math.min(truly, ...silent.map(({ from }) => from)) - 2_500)
  expect(enteredAt).toBeLessThan(Math.max(truly, ...silent.map(({ to }) => to)) + 2_500)
}

interface Received {
  readonly missed: readonly { raw: string }[]
  readonly outages: readonly Outage[]
  readonly lost: number
}

function check(delivered: readonly EmittedEntry[], { missed, outages, lost }: Received): void {
  for (const call of truth.calls) {
    const own = entriesOf(delivered, call.uniqueid, call.queue)
    if (!missed.some(({ raw }) => isAbout(raw, call.uniqueid))) {
      expect(own.map(({ outcome }) => outcome)).toEqual([trueOutcome(call)])
      continue
    }
    for (const { outcome } of own) expectTrueOrLost(outcome, trueOutcome(call))
  }
  for (const entry of delivered) {
    expect(entry.outcome.is).not.toBe('open')
    expect(entry.talk).not.toBe('open')
    const call = truth.calls.find(
      ({ uniqueid, queue }) => entry.contact === `pbx/${uniqueid}` && entry.queue === queue,
    )
    if (call === undefined) expect(entry.outcome).toMatchObject({ is: 'left' })
    else expectEnteredInTime(entry.enteredAt, call.enter * 1_000, outages)
  }
  const marked = delivered.filter(
    ({ outcome, talk }) => (outcome.is === 'left' && outcome.reason === 'lost') || talk === 'lost',
  )
  expect(marked.length).toBe(lost)
}

function expectTrueOrLost(outcome: CallOutcome, truly: CallOutcome): void {
  if (outcome.is === 'left' && outcome.reason === 'lost') return
  expect(outcome).toEqual(truly)
}

test('the recorded stream over a socket gives the outcome, the wait and the agent of every call', async () => {
  const { events, counts } = await playWithCuts([])
  const delivered = emittedEntries(events)
  check(delivered, { missed: [], outages: [], lost: 0 })
  expect(delivered.length).toBe(truth.calls.length + 3)
  expect(counts.get('lost') ?? 0).toBe(0)
})

test(`${RUNS} recordings with random cuts keep the guarantee`, { timeout: 240_000 }, async () => {
  const cut = fc.record({
    at: fc.integer({ min: firstEvent, max: played.length - 2 }),
    missed: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 })),
    part: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
      const { events, counts, ...heard } = await playWithCuts(cuts)
      for (const event of events) expect(parseEvent(event)).toMatchObject({ ok: true })
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
      check(emittedEntries(events), { ...heard, lost: counts.get('lost') ?? 0 })
      for (const stop of stops.splice(0).reverse()) await stop()
    }),
    // The example: a call that came, and was answered, while nothing was heard.
    { numRuns: RUNS, examples: [[[{ at: 1159, missed: 87, part: false }]]] },
  )
})

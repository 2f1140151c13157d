import { setTimeout as wait } from 'node:timers/promises'
import type { RecordedLine } from '#server/connectors/asterisk/recording.ts'
import { startAmiServer } from './ami-server.ts'
import { movedRaw } from './moved-raw.ts'

type Message = Extract<RecordedLine, { raw: string }>

export interface ServeOptions {
  readonly port: number
  readonly say: (line: string) => void
  /** Told to stop. */
  readonly signal: AbortSignal
}

/** A recording begins with what its own client was told of the state; this long after its first line come the calls. */
const STATE_MS = 1_000
const BETWEEN_ROUNDS_MS = 5_000

/** Lives through a recording, again and again, as a PBX that a feed of kind asterisk connects to; its times become now. */
export async function serveRecording(
  lines: readonly RecordedLine[],
  { port, say, signal }: ServeOptions,
): Promise<void> {
  const messages = lines.filter((line): line is Message => 'raw' in line)
  const calls = messages.findIndex(({ at }) => at > messages[0]!.at + STATE_MS)
  if (calls === -1) throw new Error('the recording has no calls')
  const server = await startAmiServer({ secret: null, port })
  const lastsSec = Math.ceil((messages.at(-1)!.at - messages[calls]!.at) / 1_000)
  say(
    `A recorded PBX waits on 127.0.0.1:${server.port} for a feed of kind asterisk; any username and secret will do.`,
  )
  const state = messages.slice(0, calls)
  const firstBySec = Math.floor((Date.now() - state.at(-1)!.at) / 1_000)
  for (const message of state) server.play(moved(message, firstBySec))
  const stopped = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
  try {
    await Promise.race([server.synced(), stopped])
    while (!signal.aborted) {
      say(`Connected: ${lastsSec} s of calls begin now, and then again. Ctrl-C ends it.`)
      await playOnce(messages.slice(calls), server.play, signal)
      await pause(BETWEEN_ROUNDS_MS, signal)
    }
  } finally {
    await server.stop()
  }
}

/** Whole seconds, as the ids of calls have them. */
const moved = ({ at, raw }: Message, bySec: number): Message => ({
  at: at + bySec * 1_000,
  raw: movedRaw(raw, bySec),
})

async function playOnce(
  messages: readonly Message[],
  play: (message: Message) => void,
  signal: AbortSignal,
): Promise<void> {
  const bySec = Math.ceil((Date.now() - messages[0]!.at) / 1_000)
  for (const message of messages) {
    const now = moved(message, bySec)
    const dueMs = now.at - Date.now()
    if (dueMs > 0) await pause(dueMs, signal)
    if (signal.aborted) return
    play(now)
  }
}

/** Waits, or until it is told to stop. */
const pause = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => undefined)

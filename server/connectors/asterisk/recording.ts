import { createAmiParser } from '#protocols/ami/parse.ts'
import type { AsteriskMapper } from './asterisk-mapper.ts'

/** One line of a recorded AMI stream: bytes at an instant, or what happened to the connection. */
export type RecordedLine =
  | { readonly at: number; readonly raw: string }
  | { readonly at: number; readonly conn: 'open' | 'close' | 'refused' }

/** Reads a line of a recording; null if it is none. */
export function readRecordedLine(line: string): RecordedLine | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { t, raw, conn } = value as Record<string, unknown>
  if (typeof t !== 'number' || !Number.isFinite(t)) return null
  if (typeof raw === 'string') return { at: t, raw }
  if (conn === 'open' || conn === 'close' || conn === 'refused') return { at: t, conn }
  return null
}

/** Long enough for every decision that was still open at the end of a recording. */
export const OPEN_DECISIONS_MS = 5_000

/** Plays recorded lines through a mapper: the same code as live, with the recording's times. */
export function createPlayer(mapper: AsteriskMapper): {
  play(line: RecordedLine): void
  /** The recording is over: decides what is open. */
  end(): void
  readonly badItems: number
  readonly lastAt: number
} {
  let parser = createAmiParser()
  let badItems = 0
  let lastAt = 0
  return {
    play(line) {
      lastAt = Math.max(lastAt, line.at)
      if ('conn' in line) {
        if (line.conn === 'refused') return
        parser = createAmiParser()
        if (line.conn === 'open') mapper.connected()
        else mapper.disconnected(line.at)
        return
      }
      for (const item of parser.push(Buffer.from(line.raw, 'utf8'))) {
        if (item.is === 'message') mapper.receive(item.message, line.at)
        else if (item.is === 'bad') badItems++
      }
    },
    end() {
      mapper.finish(lastAt + OPEN_DECISIONS_MS)
    },
    get badItems() {
      return badItems
    },
    get lastAt() {
      return lastAt
    },
  }
}

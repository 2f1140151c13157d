import { setTimeout as wait } from 'node:timers/promises'
import type { LogEntry } from '#core/event/event.ts'
import { comparePositions } from '#core/event/log-position.ts'
import { unreadableEntry } from '#core/event/unreadable-entry.ts'
import type { EventLog } from '#store/log.ts'
import type { EventArchive } from '#store/postgres/event-archive.ts'

export interface ArchiverOptions {
  readonly log: Pick<EventLog, 'follow' | 'trim' | 'trimmed'>
  readonly archive: Pick<EventArchive, 'write' | 'position' | 'skipTo'>
  /** Position up to which the log is not needed for building the floor, null if it is needed whole. */
  readonly covered: () => Promise<string | null>
  /** A store is away (it is tried again until it is back), or `null`: all is written as it comes. */
  readonly onTrouble: (error: Error | null) => void
  readonly onArchived?: (pos: string, entries: number) => void
  readonly trimEveryMs?: number
}

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000
const TRIM_EVERY_MS = 10_000
/**
 * What comes within so long is written together: each transaction waits for the disk, and costs the same for one entry
 * as for a hundred. Nobody reads the archive for what is that young.
 */
const GATHER_MS = 250

/**
 * Writes the log to the archive until `signal`, and trims the log behind what is both archived and covered by a
 * snapshot. One process of a site does this at a time; should two, the archive is still right.
 */
export async function runArchiver(options: ArchiverOptions, signal: AbortSignal): Promise<void> {
  const { onTrouble } = options
  let retryMs = 0
  while (!signal.aborted) {
    try {
      await archiveOn(options, signal, () => {
        if (retryMs > 0) onTrouble(null)
        retryMs = 0
      })
    } catch (error) {
      if (signal.aborted) return
      onTrouble(error as Error)
      // What cannot be written now stays in the log, and is written from where the archive then ends.
      retryMs = Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, retryMs * 2))
      await wait(retryMs, null, { signal }).catch(() => null)
    }
  }
}

/** Archives from where the archive ends until something fails. */
async function archiveOn(options: ArchiverOptions, signal: AbortSignal, onWell: () => void): Promise<void> {
  const { log, onTrouble } = options
  let pos = await startingPoint(options)
  let trimAt = 0
  onWell()
  await log.follow({
    from: pos,
    // The archive must never hold what the log may yet lose.
    isReplicated: true,
    signal,
    onTrouble,
    async onEntries(entries, full) {
      await writeAll(options, pos, entries)
      pos = entries.at(-1)!.pos
      options.onArchived?.(pos, entries.length)
      if (performance.now() >= trimAt) {
        trimAt = performance.now() + (options.trimEveryMs ?? TRIM_EVERY_MS)
        await trimBehind(options)
      }
      if (!full) await wait(GATHER_MS, null, { signal }).catch(() => null)
    },
  })
}

/**
 * Writes entries; one that the database can never keep (too deep, say) is written as unreadable, because what stands
 * behind it would wait for ever.
 */
async function writeAll(
  options: ArchiverOptions,
  after: string,
  entries: readonly LogEntry[],
): Promise<void> {
  const { archive, onTrouble } = options
  try {
    await archive.write(after, entries)
  } catch (error) {
    if (!isRefused(error)) throw error
    const [first, ...others] = entries
    if (first === undefined) return
    if (others.length === 0) {
      const { type, source, id } = first.event
      onTrouble(new Error(`${type} ${source} ${id} at ${first.pos} cannot be archived`, { cause: error }))
      const why = `is not kept by the database: ${(error as Error).message}`
      await archive.write(after, [unreadableEntry(first.pos, why, `${type} ${source} ${id}`)])
      return
    }
    const half = entries.length >> 1
    await writeAll(options, after, entries.slice(0, half))
    await writeAll(options, entries[half - 1]!.pos, entries.slice(half))
  }
}

/** Whether it is what was to be written that is wrong: PostgreSQL's data exceptions and limits, or JSON that is too deep. */
function isRefused(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return error instanceof RangeError || (typeof code === 'string' && /^(22|54)\w{3}$/.test(code))
}

/** Where the archive goes on. One older than the log's beginning (a restored backup) has a hole: said, not hidden. */
async function startingPoint({ log, archive, onTrouble }: ArchiverOptions): Promise<string> {
  const [position, trimmed] = await Promise.all([archive.position(), log.trimmed()])
  if (comparePositions(position, trimmed) >= 0) return position
  onTrouble(
    new Error(`the archive ends at ${position}, the log begins after ${trimmed}: between them is a hole`),
  )
  await archive.skipTo(trimmed)
  return trimmed
}

async function trimBehind({ log, archive, covered }: ArchiverOptions): Promise<void> {
  const [upTo, archived] = await Promise.all([covered(), archive.position()])
  if (upTo === null) return
  await log.trim(comparePositions(upTo, archived) < 0 ? upTo : archived)
}

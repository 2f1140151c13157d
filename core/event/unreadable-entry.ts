import type { LogEntry } from './event.ts'

/** Stands in the place of an entry that nobody can read as an event: every reader goes on behind it, the fold passes it by. */
export const LOG_UNREADABLE = 'log.unreadable'

/** Its source, and the name under which such entries are asked for among the refused events. */
export const LOG_SOURCE = 'system/log'

/** As much of a text that is no event as is kept, in characters. */
const KEPT_CHARS = 4_096

/**
 * What is read in place of an entry that is none: `pos` its position, `why` a sentence, `raw` what stands there, of
 * which the beginning is kept. Its receipt (ms since 1970) is the position's own, for it tells no other.
 */
export function unreadableEntry(pos: string, why: string, raw: string): LogEntry {
  const at = Number(pos.slice(0, pos.indexOf('-')))
  const data = { why, raw: raw.slice(0, KEPT_CHARS).toWellFormed() }
  return {
    pos,
    at,
    event: { id: pos, source: LOG_SOURCE, type: LOG_UNREADABLE, time: at, subject: `log/${pos}`, data },
  }
}

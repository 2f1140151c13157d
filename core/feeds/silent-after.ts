import { durationMs } from '../rules/duration.ts'
import type { FeedConfig } from '../site/site-schema.ts'

/** A PBX that we fetch from says something every few seconds, so that its silence is known without being asked for. */
const ASTERISK_SILENT_MS = 30_000

/** After how long without a word a feed counts as silent, ms; null: never. */
export function silentAfterOf({ kind, silentAfter }: FeedConfig): number | null {
  if (silentAfter !== undefined) return durationMs(silentAfter)
  return kind === 'asterisk' ? ASTERISK_SILENT_MS : null
}

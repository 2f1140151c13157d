import type { FeedConfig } from '../site/site-schema.ts'

/** A PBX that we fetch from says something every few seconds, so that its silence is known without being asked for. */
const ASTERISK_SILENT_MS = 30_000

function durationMs(text: string): number {
  const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) sum += Number(count) * units[unit!]!
  return sum
}

/** After how long without a word a feed counts as silent, ms; null: never. */
export function silentAfterOf({ kind, silentAfter }: FeedConfig): number | null {
  if (silentAfter !== undefined) return durationMs(silentAfter)
  return kind === 'asterisk' ? ASTERISK_SILENT_MS : null
}

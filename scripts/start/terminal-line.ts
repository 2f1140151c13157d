const WARNING = 40
/** PostgreSQL's gravest; that it is not up yet is said of every early knock at its door. */
const GRAVE = /\b(FATAL|PANIC):\s*(?!\s|the database system is )/

/**
 * What of a part's log line belongs on the terminal of `npm start`: warnings and worse of our own parts, in plain words.
 * All lines are in the log file. Null: nothing. A part that is coming up, or is told to stop, may be without the log for
 * a moment (`isUp` false): one that does not come up is told of with all its last lines.
 */
export function terminalLine(line: string, isUp = true): string | null {
  if (!line.startsWith('{')) return GRAVE.test(line) ? line : null
  const entry = parse(line)
  if (entry === null || typeof entry.level !== 'number' || entry.level < WARNING) return null
  const error = entry.err as { type?: string; message?: string } | undefined
  if (!isUp && error?.type === 'LogUnavailable') return null
  const fault = error?.message
  return [entry.msg, fault].filter((text) => typeof text === 'string' && text !== '').join(': ') || line
}

function parse(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    // A line that only looks like JSON comes from a library: it is in the log file as it is.
    return null
  }
}

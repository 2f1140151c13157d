import type { RecordedLine } from '#server/connectors/asterisk/recording.ts'

/** The names of what a PBX answers when asked; it says no `Timestamp` there. */
const ANSWERS =
  /^(?:Response: |Asterisk |Event: (?:QueueParams|QueueMember|QueueEntry|QueueStatusComplete|QueueSummary\w*|CoreShowChannel\w*)\r\n)/

/** The recording with `timestampevents = yes`: each event says when it was sent, with so many digits of fraction. */
export function stamped(lines: readonly RecordedLine[], digits: 6 | 9 = 6): RecordedLine[] {
  return lines.map((line) => {
    if (!('raw' in line) || ANSWERS.test(line.raw)) return line
    const fraction = `${String(line.at % 1_000).padStart(3, '0')}${'0'.repeat(digits - 3)}`
    const stamp = `Timestamp: ${Math.floor(line.at / 1_000)}.${fraction}\r\n`
    return { at: line.at, raw: line.raw.replace(/^(Event: .*\r\n)/, `$1${stamp}`) }
  })
}

/** The same lines as they come over a connection that is late: by `lagMs` of the instant, in the order in which they were sent. */
export function delayed(lines: readonly RecordedLine[], lagMs: (at: number) => number): RecordedLine[] {
  let last = 0
  return lines.map((line) => {
    last = Math.max(last, line.at + Math.round(lagMs(line.at)))
    return { ...line, at: last }
  })
}

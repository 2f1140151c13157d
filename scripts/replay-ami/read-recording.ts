import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type RecordedLine, readRecordedLine } from '#server/connectors/asterisk/recording.ts'
import { pathOf } from '../replay/read-site.ts'

/** Reads a recorded AMI stream; lines that are none of one are counted on standard error. */
export async function readRecording(file: string): Promise<RecordedLine[]> {
  const lines: RecordedLine[] = []
  let unread = 0
  for await (const text of createInterface({ input: createReadStream(pathOf(file)) })) {
    if (text === '') continue
    const line = readRecordedLine(text)
    if (line === null) unread++
    else lines.push(line)
  }
  if (unread > 0) console.error(`${file}: ${unread} lines are no recorded AMI`)
  return lines
}

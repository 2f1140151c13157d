import type { FloorEvent, LogEntry } from '#core/event.ts'

/** An entry as the stream keeps it: a list instead of an object, because a day has a million of them. */
type Packed = [
  at: number,
  id: string,
  source: string,
  type: string,
  time: number,
  subject: string,
  data: FloorEvent['data'],
  sentTime?: number,
]

export function packEntry(event: FloorEvent, at: number): string {
  const { id, source, type, time, subject, data, sentTime } = event
  const packed: Packed = [at, id, source, type, time, subject, data]
  if (sentTime !== undefined) packed.push(sentTime)
  return JSON.stringify(packed)
}

export function unpackEntry(pos: string, text: string): LogEntry {
  const [at, id, source, type, time, subject, data, sentTime] = JSON.parse(text) as Packed
  const event = { id, source, type, time, subject, data }
  return { pos, at, event: sentTime === undefined ? event : { ...event, sentTime } }
}

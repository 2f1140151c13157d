import type { FloorEvent } from '../event.ts'
import { parseInstant } from '../parse-instant.ts'

/** A text that an event says, or null. */
export function textField(event: FloorEvent, field: string): string | null {
  const value = event.data[field]
  return typeof value === 'string' ? value : null
}

/** A number that an event says, or null. */
export function numberField(event: FloorEvent, field: string): number | null {
  const value = event.data[field]
  return typeof value === 'number' ? value : null
}

/** An instant that an event says, ms since 1970, or null. */
export function instantField(event: FloorEvent, field: string): number | null {
  return parseInstant(event.data[field])
}

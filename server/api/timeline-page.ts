import { type AnyEvent, compareEvents, type EventOrder } from '#core/event/event.ts'

export interface TimelinePage {
  readonly events: readonly AnyEvent[]
  /** The `after` of the next page; null: this is the last. */
  readonly next: string | null
}

function cursorOf({ time, source, id }: EventOrder): string {
  return Buffer.from(JSON.stringify([time, source, id])).toString('base64url')
}

function readCursor(text: string): EventOrder | null {
  try {
    const [time, source, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    return typeof time === 'number' && typeof source === 'string' && typeof id === 'string'
      ? { time, source, id }
      : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}

/** Where the first event after a place in the order stands; events that came meanwhile move no other page. */
function indexAfter(events: readonly AnyEvent[], position: EventOrder): number {
  const index = events.findIndex((event) => compareEvents(event, position) > 0)
  return index === -1 ? events.length : index
}

/**
 * The part of a timeline that a request asks for by `after` (a cursor) and `limit`, `most` events at most. Null: one of
 * them cannot be read.
 */
export function timelinePage(
  events: readonly AnyEvent[],
  query: URLSearchParams,
  most: number,
): TimelinePage | null {
  const wanted = Number(query.get('limit') ?? most)
  if (!Number.isInteger(wanted) || wanted < 1) return null
  const after = query.get('after')
  const position = after === null ? null : readCursor(after)
  if (after !== null && position === null) return null
  const from = position === null ? 0 : indexAfter(events, position)
  const page = events.slice(from, from + Math.min(wanted, most))
  const last = page.at(-1)
  const isLast = last === undefined || from + page.length >= events.length
  return { events: page, next: isLast ? null : cursorOf(last) }
}

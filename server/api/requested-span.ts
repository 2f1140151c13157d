import type { Span } from '#core/history/site-calendar.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import { type ApiAnswer, refuse } from './answer.ts'

const MOST_SPAN_MS = 400 * 24 * 3_600_000

/** The span that `from` and `to` name, or why they name none. */
export function requestedSpan(query: URLSearchParams): Span | ApiAnswer {
  const from = parseInstant(query.get('from'))
  const to = parseInstant(query.get('to'))
  if (from === null) return refuse(400, 'bad_request', 'from: must be an RFC 3339 time with offset')
  if (to === null) return refuse(400, 'bad_request', 'to: must be an RFC 3339 time with offset')
  if (to < from || to - from > MOST_SPAN_MS)
    return refuse(400, 'bad_request', 'to: must be within 400 days of from')
  return { from, to }
}

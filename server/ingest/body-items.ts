import { isUtf8 } from 'node:buffer'
import type { EventRefusal } from '#core/event/parse-event.ts'
import { REQUEST_EVENTS } from '#core/site/limits.ts'
import type { BodyFormat } from './body-format.ts'
import { scanJson } from './scan-json.ts'

/** One event of a body as it was sent: parsed, or a line that cannot be. `bytes`: how long it is; not known: short. */
export type Item =
  | { readonly index: number; readonly ok: true; readonly value: unknown; readonly bytes?: number }
  | { readonly index: number; readonly ok: false; readonly refusal: EventRefusal; readonly raw: string }

/** No refusal: there are more events than a request may hold, or so many lines that looking at them would take long. */
export type Items = { ok: true; items: Item[] } | { ok: false; refusal: EventRefusal | null }

const NOT_UTF8: EventRefusal = { code: 'bad_utf8', message: 'must be encoded in UTF-8' }
const NOT_JSON: EventRefusal = { code: 'bad_json', message: 'must be JSON' }
const TOO_DEEP: EventRefusal = { code: 'too_deep', message: 'is nested too deep' }
/** Far beyond any event; JSON.parse takes 200 ms for a megabyte of brackets, so it is not given them. */
const MAX_NESTING = 200
/** Characters of a text so short that parsing it takes no time worth a look at it before. */
const SHORT = 4_096
/** Lines of a body, empty ones included. */
const MAX_LINES = 10 * REQUEST_EVENTS

const TOO_MANY: Items = { ok: false, refusal: null }

/** Splits a body into its events. `index` is the place in the array, or the number of the line, from 0. */
export function bodyItems(body: Buffer, format: BodyFormat): Items {
  return format === 'json' ? jsonItems(body) : lineItems(body)
}

function jsonItems(body: Buffer): Items {
  if (!isUtf8(body)) return unreadable(NOT_UTF8)
  const json = text(body)
  const scan = json.length > SHORT ? scanJson(json, { depth: MAX_NESTING, items: REQUEST_EVENTS }) : null
  if (scan?.fault === 'too_deep') return unreadable(TOO_DEEP)
  // Counted before it is read: half a million items that are nothing would hold up everybody else.
  if (scan?.fault === 'too_many') return TOO_MANY
  const read = parse(json)
  if (!read.ok) return unreadable(read.refusal)
  const { value } = read
  if (Array.isArray(value)) {
    if (value.length > REQUEST_EVENTS) return TOO_MANY
    const items = value.map((item, index): Item => {
      const bytes = scan?.bytes[index]
      return bytes === undefined ? { index, ok: true, value: item } : { index, ok: true, value: item, bytes }
    })
    return { ok: true, items }
  }
  if (typeof value !== 'object' || value === null)
    return unreadable({ code: 'not_an_event', message: 'must be an event or an array of events' })
  return { ok: true, items: [{ index: 0, ok: true, value, bytes: body.length }] }
}

function unreadable({ code, message }: EventRefusal): Items {
  return { ok: false, refusal: { code, message: `body: ${message}` } }
}

function lineItems(body: Buffer): Items {
  const items: Item[] = []
  const valid = isUtf8(body)
  let index = 0
  for (let from = 0; from <= body.length; index++) {
    if (index >= MAX_LINES) return TOO_MANY
    const found = body.indexOf(10, from)
    const to = found === -1 ? body.length : found
    const item = to === from ? null : lineItem(body.subarray(from, to), index, valid)
    if (item !== null && items.push(item) > REQUEST_EVENTS) return TOO_MANY
    from = to + 1
  }
  return { ok: true, items }
}

function lineItem(line: Buffer, index: number, valid: boolean): Item | null {
  if (!valid && !isUtf8(line)) return badLine(index, NOT_UTF8, line.toString())
  const json = index === 0 ? text(line) : line.toString('utf8')
  if (json.trim() === '') return null
  const isDeep = json.length > SHORT && scanJson(json, { depth: MAX_NESTING }).fault === 'too_deep'
  const read = isDeep ? ({ ok: false, refusal: TOO_DEEP } as const) : parse(json)
  return read.ok
    ? { index, ok: true, value: read.value, bytes: line.length }
    : badLine(index, read.refusal, json)
}

function badLine(index: number, { code, message }: EventRefusal, raw: string): Item {
  return { index, ok: false, refusal: { code, message: `line: ${message}` }, raw }
}

function text(bytes: Buffer): string {
  const all = bytes.toString('utf8')
  return all.charCodeAt(0) === 0xfeff ? all.slice(1) : all
}

function parse(json: string): { ok: true; value: unknown } | { ok: false; refusal: EventRefusal } {
  try {
    return { ok: true, value: JSON.parse(json) }
  } catch {
    // What is wrong with it is not repeated: the parser's message quotes the text, which may hold personal data.
    return { ok: false, refusal: NOT_JSON }
  }
}

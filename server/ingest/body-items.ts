import { isUtf8 } from 'node:buffer'
import type { Refusal } from '#core/event.ts'
import type { BodyFormat } from './media-type.ts'

/** One event of a body as it was sent: parsed, or a line that cannot be. */
export type Item =
  | { readonly index: number; readonly ok: true; readonly value: unknown }
  | { readonly index: number; readonly ok: false; readonly refusal: Refusal; readonly raw: string }

/** `single`: the body is one event by itself, and what holds for it holds for the request. */
export type Items = { ok: true; single: boolean; items: Item[] } | { ok: false; refusal: Refusal }

const NOT_UTF8: Refusal = { code: 'bad_utf8', message: 'must be encoded in UTF-8' }
const NOT_JSON: Refusal = { code: 'bad_json', message: 'must be JSON' }

/** Splits a body into its events. `index` is the place in the array, or the number of the line, from 0. */
export function bodyItems(body: Buffer, format: BodyFormat): Items {
  return format === 'json' ? jsonItems(body) : { ok: true, single: false, items: lineItems(body) }
}

function jsonItems(body: Buffer): Items {
  if (!isUtf8(body)) return unreadable(NOT_UTF8)
  const read = parse(text(body))
  if (!read.ok) return unreadable(NOT_JSON)
  const { value } = read
  if (Array.isArray(value)) {
    return { ok: true, single: false, items: value.map((item, index) => ({ index, ok: true, value: item })) }
  }
  if (typeof value !== 'object' || value === null)
    return unreadable({ code: 'not_an_event', message: 'must be an event or an array of events' })
  return { ok: true, single: true, items: [{ index: 0, ok: true, value }] }
}

function unreadable({ code, message }: Refusal): Items {
  return { ok: false, refusal: { code, message: `body: ${message}` } }
}

function lineItems(body: Buffer): Item[] {
  const items: Item[] = []
  const valid = isUtf8(body)
  const lines = valid ? text(body).split('\n') : splitBytes(body)
  lines.forEach((line, index) => {
    const item = lineItem(line, index)
    if (item !== null) items.push(item)
  })
  return items
}

function lineItem(line: string | Buffer, index: number): Item | null {
  if (typeof line !== 'string') {
    if (!isUtf8(line)) return badLine(index, NOT_UTF8, line.toString())
    line = text(line)
  }
  if (line.trim() === '') return null
  const read = parse(line)
  return read.ok ? { index, ok: true, value: read.value } : badLine(index, NOT_JSON, line)
}

function badLine(index: number, { code, message }: Refusal, raw: string): Item {
  return { index, ok: false, refusal: { code, message: `line: ${message}` }, raw }
}

function splitBytes(body: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let from = 0
  for (let to = body.indexOf(10); to !== -1; to = body.indexOf(10, from)) {
    lines.push(body.subarray(from, to))
    from = to + 1
  }
  lines.push(body.subarray(from))
  return lines
}

function text(bytes: Buffer): string {
  const all = bytes.toString('utf8')
  return all.charCodeAt(0) === 0xfeff ? all.slice(1) : all
}

function parse(json: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(json) }
  } catch {
    // What is wrong with it is not repeated: the parser's message quotes the text, which may hold personal data.
    return { ok: false }
  }
}

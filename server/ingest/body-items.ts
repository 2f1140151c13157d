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
const TOO_DEEP: Refusal = { code: 'too_deep', message: 'is nested too deep' }
/** Far beyond any event; JSON.parse takes 200 ms for a megabyte of brackets, so it is not given them. */
const MAX_NESTING = 200
/** Characters of a text so short that parsing it takes no time worth a look at its nesting before. */
const SHORT = 4_096

/** Splits a body into its events. `index` is the place in the array, or the number of the line, from 0. */
export function bodyItems(body: Buffer, format: BodyFormat): Items {
  return format === 'json' ? jsonItems(body) : { ok: true, single: false, items: lineItems(body) }
}

function jsonItems(body: Buffer): Items {
  if (!isUtf8(body)) return unreadable(NOT_UTF8)
  const read = parse(text(body))
  if (!read.ok) return unreadable(read.refusal)
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
  if (line === '' || line.trim() === '') return null
  const read = parse(line)
  return read.ok ? { index, ok: true, value: read.value } : badLine(index, read.refusal, line)
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

function parse(json: string): { ok: true; value: unknown } | { ok: false; refusal: Refusal } {
  if (json.length > SHORT && isNestedDeeper(json, MAX_NESTING)) return { ok: false, refusal: TOO_DEEP }
  try {
    return { ok: true, value: JSON.parse(json) }
  } catch {
    // What is wrong with it is not repeated: the parser's message quotes the text, which may hold personal data.
    return { ok: false, refusal: NOT_JSON }
  }
}

/** Whether brackets outside of texts stand deeper in each other than `limit`. */
function isNestedDeeper(json: string, limit: number): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case 0x22:
        at = endOfText(json, at)
        break
      case 0x5b:
      case 0x7b:
        if (++depth > limit) return true
        break
      case 0x5d:
      case 0x7d:
        depth--
        break
    }
  }
  return false
}

/** Where the text ends that begins at a quotation mark. */
function endOfText(json: string, begin: number): number {
  for (let at = begin + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === 0x22) return at
    if (code === 0x5c) at++
  }
  return json.length
}

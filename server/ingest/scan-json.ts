export interface JsonScan {
  /** What forbids to parse it: brackets deeper in each other, or more items of the outermost list, than may be. */
  readonly fault: 'too_deep' | 'too_many' | null
  /** How long each item of the outermost list is in bytes of UTF-8; empty where the text is no list. */
  readonly bytes: readonly number[]
}

export interface JsonBounds {
  readonly depth: number
  /** Items of the outermost list; not given: they are not counted. */
  readonly items?: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/**
 * Goes once over a JSON text without reading it: how deep it is nested, how many items the outermost list has and how
 * long they are. A text that is no JSON gives figures of no meaning; the parser refuses it afterwards.
 */
export function scanJson(
  json: string,
  { depth: deepest, items = Number.POSITIVE_INFINITY }: JsonBounds,
): JsonScan {
  const bytes: number[] = []
  const isList = Number.isFinite(items) && json.trimStart().startsWith('[')
  let depth = 0
  let from = 0
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = endOfText(json, at)
        break
      case 0x5b:
      case 0x7b:
        if (++depth > deepest) return { fault: 'too_deep', bytes }
        if (depth === 1) from = at + 1
        break
      case 0x5d:
      case 0x7d:
        if (--depth === 0 && isList) bytes.push(bytesOf(json, from, at))
        break
      case COMMA:
        if (depth !== 1 || !isList) break
        bytes.push(bytesOf(json, from, at))
        if (bytes.length >= items) return { fault: 'too_many', bytes }
        from = at + 1
        break
    }
  }
  return { fault: null, bytes }
}

/** A character takes three bytes at most (a surrogate pair four, for two): what is short enough is not looked at. */
const CERTAINLY_SHORT = 256

function bytesOf(json: string, from: number, to: number): number {
  return to - from <= CERTAINLY_SHORT ? to - from : Buffer.byteLength(json.slice(from, to))
}

/** Where the text ends that begins at a quotation mark. */
function endOfText(json: string, begin: number): number {
  for (let at = begin + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return json.length
}

import { hash128 } from '../collections/hash128.ts'

const ESCAPED = /%[0-9A-Fa-f]{2}/
/** An encoded word (RFC 2047): a third of the length where each character has three bytes. */
const ENCODED_WORD = /^=\?UTF-8\?B\?([A-Za-z0-9+/]+=*)\?=$/
const INVISIBLE = /\p{C}/u

function decoded(id: string): string {
  const base64 = ENCODED_WORD.exec(id)?.[1]
  if (base64 === undefined) return decodeURIComponent(id)
  const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

/**
 * An id as a person reads it, for what has no name: ids are printable ASCII, so a feed percent-encodes names in other
 * scripts, and long ones as an encoded word of RFC 2047. What is no such text (`100%25`, half an escape, control characters) stays as it is.
 */
export function readableId(id: string): string {
  if (!ESCAPED.test(id) && !ENCODED_WORD.test(id)) return id
  try {
    const text = decoded(id)
    return /[^\x20-\x7e]/.test(text) && !INVISIBLE.test(text) ? text : id
  } catch {
    // No UTF-8: whoever wrote it meant the signs themselves.
    return id
  }
}

/** Ids that we made up ourselves at random. */
const MADE_UP = /^[0-9a-f]{8}-[0-9a-f]{4}-/
/** The id of a case which an answered contact opened: the contact's own, as long as a PBX makes it. */
const OPENED = /^open-/
const CODES = 1_000_000

/**
 * An id as it is shown beside what it names. A case which an answered contact opened is called by a code of its id,
 * `M-` and six digits; a random id, which nobody could say, is left out, which is ''.
 */
export function shownId(id: string): string {
  if (MADE_UP.test(id)) return ''
  if (!OPENED.test(id)) return id
  const code = Number.parseInt(hash128(id).slice(0, 8), 16) % CODES
  return `M-${String(code).padStart(6, '0')}`
}

/** The code that was typed, however it was: `m482913`, `482 913`; null: it is none. */
export function codeTyped(typed: string): string | null {
  const digits = /^(?:m-?)?(\d{6})$/i.exec(typed.normalize('NFKC').replace(/\s/g, ''))?.[1]
  return digits === undefined ? null : `M-${digits}`
}

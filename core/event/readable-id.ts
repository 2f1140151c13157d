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

/** Ids that we made up ourselves: a random one, and that of a case which an answered contact opened. */
const MADE_UP = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-|open-)/

/** An id as it is shown beside what it names: one of ours that nobody could say is left out, which is ''. */
export function shownId(id: string): string {
  return MADE_UP.test(id) ? '' : id
}

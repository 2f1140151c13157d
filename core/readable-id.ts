const ESCAPED = /%[0-9A-Fa-f]{2}/
const INVISIBLE = /\p{C}/u

/**
 * An id as a person reads it, for what has no name: ids are printable ASCII, so a feed percent-encodes names in other
 * scripts. What is no such text (`100%25`, half an escape, control characters) stays as it is.
 */
export function readableId(id: string): string {
  if (!ESCAPED.test(id)) return id
  try {
    const text = decodeURIComponent(id)
    return /[^\x20-\x7e]/.test(text) && !INVISIBLE.test(text) ? text : id
  } catch {
    // No UTF-8: whoever wrote it meant the percent signs.
    return id
  }
}

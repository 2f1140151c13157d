import type { Words } from './words.ts'

/**
 * Lays words out with as many lines as the channel's length takes; those left out are counted. A title alone is longer
 * than no channel's limit.
 */
export function fitWords<T>(
  words: Words,
  layOut: (lines: readonly string[]) => T,
  sizeOf: (laid: T) => number,
  { most, lines }: { readonly most: number; readonly lines: number },
): T {
  let shown = Math.min(words.lines.length, lines)
  for (;;) {
    const more = words.moreThan(shown)
    const laid = layOut([...words.lines.slice(0, shown), ...(more === null ? [] : [more])])
    if (shown === 0 || sizeOf(laid) <= most) return laid
    // A long list is cut in halves first: each try lays everything out anew.
    shown = shown > 20 ? Math.floor(shown / 2) : shown - 1
  }
}

export const bytesOf = (text: string) => Buffer.byteLength(text)
export const jsonBytes = (value: unknown) => bytesOf(JSON.stringify(value))

/** Shorter ones the engine shares by itself as it reads JSON; longer ones are hardly ever said twice. */
const LEAST = 11
const MOST = 64

/**
 * Makes equal texts one and the same wherever they stand in what was read from JSON, which is changed in place. Of a
 * day's contacts each id is named by five projections: read apart, it is kept five times.
 */
export function createSharedTexts(): (read: object) => void {
  const known = new Map<string, string>()

  function sharedText(text: string): string {
    if (text.length < LEAST || text.length > MOST) return text
    const first = known.get(text)
    if (first === undefined) known.set(text, text)
    return first ?? text
  }

  function sharedPart(part: unknown): unknown {
    if (typeof part === 'string') return sharedText(part)
    if (typeof part === 'object' && part !== null) share(part)
    return part
  }

  function share(read: object): void {
    // Lists are by far the most of it, and to go through one by its keys costs several times as much.
    if (Array.isArray(read))
      for (let index = 0; index < read.length; index++) read[index] = sharedPart(read[index])
    else for (const key in read) Reflect.set(read, key, sharedPart(Reflect.get(read, key)))
  }

  return share
}

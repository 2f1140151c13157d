/**
 * Asks for many keys by one question: what is asked for while an answer is on its way goes together in the next. So
 * hundreds who come at once (a server that began anew, the morning) cost a few questions, and nobody waits for more
 * than one answer that is not theirs. Each answer is as of after it was asked for.
 */
export function gathered<V>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | null> {
  let next: Promise<ReadonlyMap<string, V>> | null = null
  let keys = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  async function askAll(): Promise<ReadonlyMap<string, V>> {
    await last
    const asked = [...keys]
    keys = new Set()
    next = null
    const answer = ask(asked)
    // Whether it failed is told to those who asked; who asks next only waits until it is over.
    last = answer.catch(() => null)
    return answer
  }

  return async (key) => {
    keys.add(key)
    next ??= askAll()
    return (await next).get(key) ?? null
  }
}

const ANSWER_WITHIN_MS = 10_000

/** A request that gives up where no answer comes: a server that hangs is one that does not answer. */
export async function fetchWithin(
  path: string,
  init: RequestInit = {},
  withinMs = ANSWER_WITHIN_MS,
): Promise<Response> {
  const given = new AbortController()
  const timer = setTimeout(() => given.abort(), withinMs)
  try {
    return await fetch(path, { ...init, signal: given.signal })
  } finally {
    clearTimeout(timer)
  }
}

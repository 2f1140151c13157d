/** How the morning went: all sign in from one address. */
export interface Morning {
  readonly letIn: number
  readonly tookSec: number
  readonly slowestMs: number
}

/** So many stand at the same moment before their browsers and have typed. */
const AT_ONCE = 20

/** Lets people sign in, each once, as soon as one before them is through. */
export async function signAllIn(url: string, logins: readonly string[], password: string): Promise<Morning> {
  const began = performance.now()
  const waiting = [...logins]
  let letIn = 0
  let slowestMs = 0

  async function signIn(login: string): Promise<void> {
    const since = performance.now()
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ login, password }),
    })
    await answer.arrayBuffer()
    if (answer.ok) letIn++
    slowestMs = Math.max(slowestMs, performance.now() - since)
  }

  async function one(): Promise<void> {
    for (let login = waiting.shift(); login !== undefined; login = waiting.shift()) await signIn(login)
  }

  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return { letIn, tookSec: (performance.now() - began) / 1_000, slowestMs }
}

import { PASSWORD } from './test-site.ts'

export interface SessionAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: each test says itself which shape it expects
  readonly body: Record<string, any>
}

/** Asks the interface as a signed-in person's page does. */
export interface Ask {
  (path: string, body?: object, method?: 'GET' | 'POST' | 'DELETE'): Promise<SessionAnswer>
  /** The session's cookie. */
  cookie(): string
}

/** Signs a person of the test site in, with a password of their own. */
export async function personSession(url: string, person: string): Promise<Ask> {
  let cookie = ''
  const send = async (path: string, body?: object, method = body === undefined ? 'GET' : 'POST') => {
    const headers = { 'Content-Type': 'application/json', Origin: url, Cookie: cookie }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const answer = await fetch(`${url}/api/v1${path}`, init)
    const [set] = answer.headers.getSetCookie()
    if (set !== undefined) cookie = set.split(';')[0]!
    return { status: answer.status, body: (await answer.json()) as SessionAnswer['body'] }
  }
  const ask: Ask = Object.assign(send, { cookie: () => cookie })
  const signIn = () => ask('/session', { login: `no-${person}`, password: PASSWORD })
  let signed = await signIn()
  // On a busy machine a key takes longer to derive than an answer may.
  for (let tries = 0; signed.status === 503 && tries < 10; tries++) signed = await signIn()
  if (signed.status !== 200) throw new Error(`no session for ${person}: ${signed.status}`)
  const change = () => ask('/session/password', { current: PASSWORD, next: `chosen-by-${person}` })
  for (let tries = 0; (await change()).status === 503 && tries < 10; ) tries++
  return ask
}

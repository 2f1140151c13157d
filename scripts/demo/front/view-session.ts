import { randomPassword } from '#platform/first-secrets.ts'

/** The session of one person of the demo, held here in place of a browser. */
export interface ViewSession {
  /** For the `Cookie` header; null: nobody is signed in. */
  cookie(): string | null
  /** Notes what an answer says that a browser should keep. */
  keepCookies(setCookies: readonly string[]): void
  /** Signs in with the first password, or the one that was chosen before, unless somebody is signed in already. */
  signIn(server: SignInTo): Promise<void>
  /** The site begins anew: what was kept of the one before is of no use. */
  forget(): void
}

export interface SignInTo {
  /** The server's address on this machine. */
  readonly address: string
  readonly publicUrl: string
  /** The first password of a staff number. */
  readonly firstPassword: (login: string) => string
}

/** Null: a face that needs no account. */
export function createViewSession(login: string | null): ViewSession {
  const kept = new Map<string, string>()
  /** The password that took the place of the first one. */
  let own: string | null = null
  const cookie = () => {
    const pairs = [...kept].map(([name, value]) => `${name}=${value}`)
    return pairs.length === 0 ? null : pairs.join('; ')
  }

  function keepCookies(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '' || attributes.some((one) => /^\s*max-age=0$/i.test(one))) kept.delete(name.trim())
      else kept.set(name.trim(), value)
    }
  }

  async function post({ address, publicUrl }: SignInTo, path: string, body: object): Promise<unknown> {
    const held = cookie()
    const answer = await fetch(`${address}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl, ...(held && { cookie: held }) },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${login} cannot sign in: ${answer.status} ${await answer.text()}`)
    keepCookies(answer.headers.getSetCookie())
    return answer.json().catch(() => ({}))
  }

  async function isSignedIn({ address }: SignInTo): Promise<boolean> {
    const held = cookie()
    if (held === null) return false
    return (await fetch(`${address}/api/v1/me`, { headers: { cookie: held } })).ok
  }

  return {
    cookie,
    keepCookies,
    forget() {
      kept.clear()
      own = null
    },
    async signIn(server) {
      if (login === null || (await isSignedIn(server))) return
      kept.clear()
      if (own !== null) {
        await post(server, 'session', { login, password: own })
        return
      }
      const first = server.firstPassword(login)
      await post(server, 'session', { login, password: first })
      const next = randomPassword()
      await post(server, 'session/password', { current: first, next })
      own = next
    },
  }
}

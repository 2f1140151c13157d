import type { Kysely } from 'kysely'
import type { Site } from '#core/site/site-schema.ts'
import type { Tables } from '#store/postgres/tables.ts'
import type { TokenBook } from '#store/tokens.ts'
import { createAccounts, personOf } from './accounts.ts'
import type { Caller, Callers } from './caller.ts'
import { createCallers } from './callers.ts'
import { createScreens, type Screens } from './screens.ts'
import { cookieOptions, endedCookie, sessionCookie } from './session-cookie.ts'
import { createSessions, LONGEST_SEC } from './sessions.ts'
import { createSlowDown } from './slow-down.ts'

export interface AuthOptions {
  database: Kysely<Tables>
  /** The site file in force. */
  site: () => Site
  siteId: string
  /** Secret of this installation. */
  key: string
  tokens: Pick<TokenBook, 'find'>
  publicUrl: string
  onFault: (error: Error) => void
}

export type SignedIn =
  | { ok: true; person: string; mustChange: boolean; cookie: string }
  | { ok: false; code: 'wrong_password' }
  | { ok: false; code: 'too_many_attempts'; retryAfterSec: number }
export type PasswordChanged =
  | { ok: true }
  | { ok: false; code: 'wrong_password' | 'same_password' | 'bad_password' }
  | { ok: false; code: 'too_many_attempts'; retryAfterSec: number }

/** Sign-in of people, and who a request comes from. */
export interface Auth extends Callers {
  /** `origin`: that of the page that asks, as its browser names it. */
  signIn(
    login: string,
    password: string,
    from: { address: string; origin?: string | undefined },
  ): Promise<SignedIn>
  /** Ends the caller's session; gives the cookie that says so. */
  signOut(caller: Caller, origin: string | undefined): Promise<string>
  changePassword(caller: Caller, current: string, next: string, address: string): Promise<PasswordChanged>
  readonly screens: Screens
  revokeScreen(id: string): Promise<boolean>
  close(): void
}

export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200
const SWEEP_MS = 3_600_000

export function createAuth(options: AuthOptions): Auth {
  const { database, site, siteId, key, tokens, publicUrl, onFault } = options
  const accounts = createAccounts(database, siteId, key)
  const sessions = createSessions(database, siteId)
  const screens = createScreens(database, siteId, key)
  const slowDown = createSlowDown(database)
  const callers = createCallers({ sessions, screens, tokens })
  const sweeps = setInterval(() => sessions.sweep().catch(onFault), SWEEP_MS)
  sweeps.unref()

  async function endOthers(person: string, keep: string | null): Promise<void> {
    for (const id of await sessions.endOthers(person, keep)) callers.end({ kind: 'session', id })
  }

  const signIn: Auth['signIn'] = async (login, password, { address, origin }) => {
    const person = personOf(site(), login)
    // Unknown accounts are counted like known ones, by what was typed: the answer tells nobody which is which.
    const attempt = { account: person ?? `?${login.trim().toLowerCase()}`, address }
    const retryAfterSec = await slowDown.begin(attempt)
    if (retryAfterSec > 0) return { ok: false, code: 'too_many_attempts', retryAfterSec }
    const verdict = await accounts.verify(person, password)
    if (!verdict.ok || person === null) return { ok: false, code: 'wrong_password' }
    await slowDown.forgive(attempt)
    const { token } = await sessions.create(person)
    const cookie = sessionCookie(token, LONGEST_SEC, cookieOptions(origin, publicUrl))
    return { ok: true, person, mustChange: verdict.mustChange, cookie }
  }

  async function changePassword(
    caller: Caller,
    current: string,
    next: string,
    address: string,
  ): Promise<PasswordChanged> {
    if (caller.identity.kind !== 'person') throw new Error('only a person has a password')
    const { person } = caller.identity
    if (next.length < SHORTEST_PASSWORD || next.length > LONGEST_PASSWORD)
      return { ok: false, code: 'bad_password' }
    const attempt = { account: person, address }
    const retryAfterSec = await slowDown.begin(attempt)
    if (retryAfterSec > 0) return { ok: false, code: 'too_many_attempts', retryAfterSec }
    if (!(await accounts.verify(person, current)).ok) return { ok: false, code: 'wrong_password' }
    await slowDown.forgive(attempt)
    if (next === current || (await accounts.isFirst(person, next)))
      return { ok: false, code: 'same_password' }
    await accounts.setPassword(person, next)
    await endOthers(person, caller.credential.id)
    return { ok: true }
  }

  return {
    identify: callers.identify,
    ended: callers.ended,
    onEnded: callers.onEnded,
    signIn,
    changePassword,
    async signOut(caller, origin) {
      if (caller.credential.kind === 'session') await sessions.end(caller.credential.id)
      callers.end(caller.credential)
      return endedCookie(cookieOptions(origin, publicUrl))
    },
    screens,
    async revokeScreen(id) {
      const revoked = await screens.revoke(id)
      if (revoked) callers.end({ kind: 'screen', id })
      return revoked
    },
    close: () => clearInterval(sweeps),
  }
}

import { availableParallelism } from 'node:os'
import type { Kysely } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Tables } from '#store/postgres/tables.ts'
import type { TokenStore } from '#store/tokens.ts'
import { auditName, createAudit } from '../audit.ts'
import { createAccounts } from './accounts.ts'
import { isCommonPassword } from './common-passwords.ts'
import { createKnownDevices, REMEMBERED_SEC } from './known-devices.ts'
import type { Requester, Requesters } from './requester.ts'
import { createRequesters } from './requesters.ts'
import { createScreens, type Screens } from './screens.ts'
import { type CookieOptions, cookieOptions, endedCookies, newCookie } from './session-cookie.ts'
import { createSessions, LONGEST_SEC } from './sessions.ts'
import { createSignIn, type From, type Late } from './sign-in.ts'
import { createSlowDown } from './slow-down.ts'
import { createTurns } from './turns.ts'

export interface AuthOptions {
  database: Kysely<Tables>
  /** The site file in force. */
  site: () => Site
  siteId: string
  /** Secret of this installation. */
  key: string
  tokens: Pick<TokenStore, 'find'>
  publicUrl: string
  /** The site's time, ms since 1970; not given: the machine's. */
  now?: () => number
  onFault: (error: Error) => void
}

/** `cookies`: what the browser is told to keep from now on. */
export type SignedIn =
  | { ok: true; person: string; mustChange: boolean; cookies: string[] }
  | { ok: false; code: 'wrong_password' }
  | Late
export type PasswordChanged =
  | { ok: true; cookies: string[] }
  | { ok: false; code: 'wrong_password' | 'same_password' | 'bad_password' | 'common_password' }
  | Late

/** Where a request comes from; `origin`: that of the page that asks, as its browser names it. */
export interface Sender extends From {
  readonly origin: string | undefined
  /** Who the browser was until now: signing in anew ends that session. */
  readonly before?: Requester | null
}

/** Sign-in of people, and who a request comes from. */
export interface Auth extends Requesters {
  signIn(login: string, password: string, from: Sender): Promise<SignedIn>
  /** Ends the caller's session; gives the cookies that say so. */
  signOut(caller: Requester, origin: string | undefined): Promise<string[]>
  /** Ends all sessions of the person who calls, this one too. */
  endSessions(caller: Requester, origin: string | undefined): Promise<{ ended: number; cookies: string[] }>
  /** The person goes on in a new session; all they had end. */
  changePassword(caller: Requester, current: string, next: string, from: Sender): Promise<PasswordChanged>
  readonly screens: Screens
  /** Puts on record who paired a screen for which board. */
  screenPaired(by: Viewer, screen: { board: string; name: string }): Promise<void>
  revokeScreen(id: string, by: Viewer): Promise<boolean>
  /** How many wait for their password to be looked at. */
  readonly waiting: number
  close(): void
}

export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200
const SWEEP_MS = 3_600_000
/** One half of the processors derives keys, the other goes on with pages and figures. */
const DERIVING_AT_ONCE = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)))
const MOST_WAITING = 1_000
/** Longer than an office of some hundred people takes that comes at once, shorter than proxies wait for an answer. */
const LONGEST_WAIT_MS = 25_000

export function createAuth(options: AuthOptions): Auth {
  const { database, site, siteId, key, tokens, publicUrl, onFault } = options
  const audit = createAudit(database, siteId, options.now ?? Date.now)
  const sessions = createSessions(database, siteId)
  const screens = createScreens(database, siteId, key)
  const slowDown = createSlowDown(database)
  const devices = createKnownDevices(database, siteId)
  const turns = createTurns({ atOnce: DERIVING_AT_ONCE, most: MOST_WAITING, withinMs: LONGEST_WAIT_MS })
  const accounts = createAccounts(database, siteId, key)
  const { recognise, replace } = createSignIn({ site, accounts, devices, slowDown, turns, audit })
  const callers = createRequesters({ sessions, screens, tokens })
  const sweeps = setInterval(() => {
    Promise.all([sessions.sweep(), slowDown.sweep(), devices.sweep()]).catch(onFault)
  }, SWEEP_MS)
  sweeps.unref()

  const cookiesOf = (origin: string | undefined): CookieOptions => cookieOptions(origin, publicUrl)

  /** A new session's cookie, and the end of those that it takes the place of. */
  async function begin(person: string, options: CookieOptions): Promise<{ id: string; cookies: string[] }> {
    const { id, token } = await sessions.create(person)
    const [, ...earlier] = endedCookies(options)
    return { id, cookies: [newCookie('session', token, LONGEST_SEC, options), ...earlier] }
  }

  async function endOthers(person: string, keep: string | null): Promise<number> {
    const ended = await sessions.endOthers(person, keep)
    for (const id of ended) callers.end({ kind: 'session', id })
    return ended.length
  }

  async function end({ credential }: Requester): Promise<void> {
    await sessions.end(credential.id)
    callers.end(credential)
  }

  function personBy(caller: Requester): string {
    if (caller.identity.kind !== 'person') throw new Error('only a person has sessions and a password')
    return caller.identity.person
  }

  return {
    identify: callers.identify,
    ended: callers.ended,
    onEnded: callers.onEnded,
    async signIn(login, password, from) {
      const seen = await recognise(login, password, from)
      if (!seen.ok) return seen
      const options = cookiesOf(from.origin)
      const { cookies } = await begin(seen.person, options)
      if (from.before?.credential.kind === 'session') await end(from.before)
      const device = newCookie('device', seen.device, REMEMBERED_SEC, options)
      return { ok: true, person: seen.person, mustChange: seen.mustChange, cookies: [...cookies, device] }
    },
    async changePassword(caller, current, next, from) {
      const person = personBy(caller)
      if (next.length < SHORTEST_PASSWORD || next.length > LONGEST_PASSWORD)
        return { ok: false, code: 'bad_password' }
      if (
        isCommonPassword(
          next,
          site().people.find(({ id }) => id === person),
        )
      )
        return { ok: false, code: 'common_password' }
      const done = await replace({ person, session: caller.credential.id }, { current, next }, from)
      if (!done.ok) return done
      const { id, cookies } = await begin(person, cookiesOf(from.origin))
      await endOthers(person, id)
      return { ok: true, cookies }
    },
    async signOut(caller, origin) {
      await end(caller)
      await audit(personBy(caller), 'signed-out', null)
      return endedCookies(cookiesOf(origin))
    },
    async endSessions(caller, origin) {
      const person = personBy(caller)
      const ended = await endOthers(person, null)
      await audit(person, 'sessions.ended', null, { ended })
      return { ended, cookies: endedCookies(cookiesOf(origin)) }
    },
    screens,
    screenPaired: (by, { board, name }) => audit(auditName(by), 'screen.paired', `board/${board}`, { name }),
    async revokeScreen(id, by) {
      const revoked = await screens.revoke(id)
      if (revoked) {
        callers.end({ kind: 'screen', id })
        await audit(auditName(by), 'screen.removed', `screen/${id}`)
      }
      return revoked
    },
    get waiting() {
      return turns.waiting
    },
    close: () => clearInterval(sweeps),
  }
}

import { availableParallelism } from 'node:os'
import type { Kysely } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import { siteLimits } from '#core/site/limits.ts'
import { SHORTEST_PASSWORD } from '#core/site/published-secrets.ts'
import type { ScreenSettings } from '#core/site/screen-settings.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Tables } from '#store/postgres/tables.ts'
import type { TokenStore } from '#store/tokens.ts'
import { auditName, createAudit } from '../audit.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'
import { createAccounts } from './accounts.ts'
import { isCommonPassword } from './common-passwords.ts'
import { createKnownDevices, REMEMBERED_SEC } from './known-devices.ts'
import { createOwnSecondFactor, type SecondFactorFacts } from './own-second-factor.ts'
import { createProveAgain, type Proven } from './prove-again.ts'
import type { Requester, Requesters } from './requester.ts'
import { createRequesters } from './requesters.ts'
import { createScreens, type Screens } from './screens.ts'
import { createSecondFactors } from './second-factors.ts'
import { type CookieOptions, cookieOptions, endedCookies, newCookie } from './session-cookie.ts'
import { type Begun, createSessions, LONGEST_SEC, type OwnSession } from './sessions.ts'
import { createSignIn, type From, type Given, type Late, type Recognised } from './sign-in.ts'
import { createSlowDown } from './slow-down.ts'
import { createTurns } from './turns.ts'

export interface AuthOptions {
  database: Kysely<Tables>
  /** The site file in force. */
  site: () => Site
  siteId: string
  /** Secret of this installation. */
  key: string
  /** Seals the secrets of second factors. */
  sealKey: string
  tokens: Pick<TokenStore, 'find'>
  /** Told who meets a limit, and asked for what is used of them. */
  limitWatch?: Pick<LimitWatch, 'met' | 'watch'>
  publicUrl: string
  /** The site's time, ms since 1970; not given: the machine's. */
  now?: () => number
  onFault: (error: Error) => void
}

/** `cookies`: what the browser is told to keep from now on. */
export type SignedIn =
  | { ok: true; person: string; mustChange: boolean; cookies: string[] }
  | Extract<Recognised, { ok: false }>
export type PasswordChanged =
  | { ok: true; cookies: string[] }
  | { ok: false; code: 'wrong_password' | 'same_password' | 'bad_password' | 'common_password' }
  | Late

/** Where a request comes from; `origin`: that of the page that asks, as its browser names it. */
export interface Sender extends From {
  readonly origin: string | undefined
  /** What the browser says that it is. */
  readonly agent: string | null
  /** Who the browser was until now: signing in anew ends that session. */
  readonly before?: Requester | null
}

/** Sign-in of people, and who a request comes from. */
export interface Auth extends Requesters {
  signIn(given: Given, from: Sender): Promise<SignedIn>
  /** Ends the caller's session; gives the cookies that say so. */
  signOut(caller: Requester, origin: string | undefined): Promise<string[]>
  /** The sessions of the person who calls. */
  ownSessions(caller: Requester): Promise<OwnSession[]>
  /** Ends one of them, by its handle; false: they have no such one. */
  endSession(caller: Requester, handle: string): Promise<boolean>
  /** Ends all sessions of the person who calls, this one too. */
  endSessions(caller: Requester, origin: string | undefined): Promise<{ ended: number; cookies: string[] }>
  /** The same but for this one; gives how many. */
  endOtherSessions(caller: Requester): Promise<number>
  /** The person goes on in a new session; all they had end. */
  changePassword(caller: Requester, current: string, next: string, from: Sender): Promise<PasswordChanged>
  readonly secondFactor: SecondFactorFacts
  /** Whether it is still the person who signed in that calls. */
  proveAgain(caller: Requester, password: string | null, from: Sender): Promise<Proven>
  readonly screens: Screens
  /** Puts on record who paired a screen for which board. */
  screenPaired(by: Viewer, screen: { board: string; name: string }): Promise<void>
  /** Says what a screen shows, and how; false: it is not paired. */
  arrangeScreen(id: string, board: string, settings: ScreenSettings, by: Viewer): Promise<boolean>
  revokeScreen(id: string, by: Viewer): Promise<boolean>
  /** How many wait for their password to be looked at. */
  readonly waiting: number
  close(): void
}

export const LONGEST_PASSWORD = 200
const SWEEP_MS = 3_600_000
/** One half of the processors derives keys, the other goes on with pages and figures. */
const DERIVING_AT_ONCE = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)))
/** Longer than an office of some hundred people takes that comes at once, shorter than proxies wait for an answer. */
const LONGEST_WAIT_MS = 25_000

export function createAuth(options: AuthOptions): Auth {
  const { database, site, siteId, key, sealKey, tokens, publicUrl, onFault } = options
  const audit = createAudit(database, siteId, options.now ?? Date.now)
  const sessions = createSessions(database, siteId)
  const screens = createScreens(database, siteId, key)
  const limits = () => siteLimits(site())
  const { limitWatch = noLimitWatch } = options
  const slowDown = createSlowDown({ database, limits })
  const devices = createKnownDevices(database, siteId)
  const turns = createTurns({
    atOnce: DERIVING_AT_ONCE,
    most: () => limits().signInsWaiting,
    withinMs: LONGEST_WAIT_MS,
  })
  const accounts = createAccounts(database, siteId, key)
  const factors = createSecondFactors({ database, site: siteId, sealKey })
  const { recognise, replace, prove } = createSignIn({
    ...{ site, accounts, factors, devices, slowDown, turns, audit, limitWatch },
  })
  limitWatch.watch(async () => ({
    ...(await slowDown.used()),
    signInsWaiting: turns.waiting / limits().signInsWaiting,
  }))
  const proveAgain = createProveAgain(prove)
  const callers = createRequesters({ sessions, screens, tokens, site })
  const sweeps = setInterval(() => {
    Promise.all([sessions.sweep(), slowDown.sweep(), devices.sweep()]).catch(onFault)
  }, SWEEP_MS)
  sweeps.unref()

  const cookiesOf = (origin: string | undefined): CookieOptions => cookieOptions(origin, publicUrl)

  /** A new session's cookie, and the end of those that it takes the place of. */
  async function begin(
    person: string,
    from: Begun,
    options: CookieOptions,
  ): Promise<{ id: string; cookies: string[] }> {
    const { id, token } = await sessions.create(person, from)
    const [, ...earlier] = endedCookies(options)
    return { id, cookies: [newCookie('session', token, LONGEST_SEC, options), ...earlier] }
  }

  async function endOthers(person: string, keep: string | null): Promise<number> {
    const ended = await sessions.endOthers(person, keep)
    for (const id of ended) callers.end({ kind: 'session', id })
    return ended.length
  }

  async function end({ credential }: Pick<Requester, 'credential'>): Promise<void> {
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
    async signIn(given, from) {
      const seen = await recognise(given, from)
      if (!seen.ok) return seen
      const options = cookiesOf(from.origin)
      const { cookies } = await begin(seen.person, from, options)
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
      const { id, cookies } = await begin(person, from, cookiesOf(from.origin))
      await endOthers(person, id)
      return { ok: true, cookies }
    },
    async signOut(caller, origin) {
      await end(caller)
      await audit(personBy(caller), 'signed-out', null)
      return endedCookies(cookiesOf(origin))
    },
    ownSessions: (caller) => sessions.list(personBy(caller)),
    async endSession(caller, handle) {
      const person = personBy(caller)
      const found = (await sessions.list(person)).find((session) => session.handle === handle)
      if (found === undefined) return false
      await end({ credential: { kind: 'session', id: found.id } })
      await audit(person, 'session.ended', null, { address: found.address, agent: found.agent })
      return true
    },
    async endOtherSessions(caller) {
      const person = personBy(caller)
      const ended = await endOthers(person, caller.credential.id)
      await audit(person, 'sessions.ended', null, { ended, others: true })
      return ended
    },
    async endSessions(caller, origin) {
      const person = personBy(caller)
      const ended = await endOthers(person, null)
      await audit(person, 'sessions.ended', null, { ended })
      return { ended, cookies: endedCookies(cookiesOf(origin)) }
    },
    secondFactor: createOwnSecondFactor({ site, factors, proveAgain, audit, endOthers }),
    proveAgain: (caller, password, from) =>
      proveAgain(
        { person: personBy(caller), session: caller.credential.id, since: caller.since ?? 0 },
        password,
        from,
      ),
    screens,
    screenPaired: (by, { board, name }) => audit(auditName(by), 'screen.paired', `board/${board}`, { name }),
    async arrangeScreen(id, board, settings, by) {
      const name = await screens.set(id, board, settings)
      if (name === null) return false
      const boards = [board, ...settings.boards]
      await audit(auditName(by), 'screen.arranged', `screen/${id}`, { name, ...settings, boards })
      return true
    },
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

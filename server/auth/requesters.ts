import { mustHaveSecondFactor } from '#core/site/second-factor.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { TokenStore } from '#store/tokens.ts'
import type { Credentials, Requester, Requesters } from './requester.ts'
import type { Screens } from './screens.ts'
import { digestOf } from './secret-token.ts'
import { readCookie } from './session-cookie.ts'
import type { Session, Sessions } from './sessions.ts'

export interface RequestersOptions {
  sessions: Sessions
  screens: Screens
  tokens: Pick<TokenStore, 'find'>
  /** The site file in force. */
  site: () => Site
}

/** A token, and whether it came from this machine itself. */
interface Bearer {
  readonly token: string
  readonly isLocal: boolean
}

/** Who somebody is, by session cookie, API token or a paired screen's token, and whether that still holds. */
export function createRequesters(
  options: RequestersOptions,
): Requesters & { end(credential: Requester['credential']): void } {
  const { sessions, screens, tokens, site } = options
  const listeners: ((credential: Requester['credential']) => void)[] = []
  /** The token of each caller who came by one, to ask again what it grants. */
  const bearers = new WeakMap<Requester, Bearer>()

  function byApiToken({ token, isLocal }: Bearer): Requester | null {
    const grant = tokens.find(token, isLocal)
    if (grant?.kind !== 'api') return null
    const { name, role, agent } = grant
    return {
      identity: { kind: 'token', name, role, agent },
      credential: { kind: 'token', id: digestOf(token) },
      byCookie: false,
      first: null,
      since: null,
    }
  }

  async function byToken(bearer: Bearer): Promise<Requester | null> {
    const { token } = bearer
    const caller = byApiToken(bearer)
    if (caller !== null) {
      bearers.set(caller, bearer)
      return caller
    }
    const screen = await screens.find(token)
    if (screen === null) return null
    return {
      identity: { kind: 'screen', screen: screen.id, board: screen.board, boards: screen.boards },
      credential: { kind: 'screen', id: screen.id },
      byCookie: false,
      first: null,
      since: null,
    }
  }

  async function byCookie(header: string | undefined): Promise<Requester | null> {
    const token = readCookie('session', header)
    const session = token === null ? null : await sessions.find(token)
    if (session === null) return null
    return {
      identity: { kind: 'person', person: session.person },
      credential: { kind: 'session', id: session.id },
      byCookie: true,
      first: firstOf(session),
      since: session.since,
    }
  }

  function firstOf({ person, mustChange, secondFactor }: Session): Requester['first'] {
    if (mustChange) return 'password'
    return !secondFactor && mustHaveSecondFactor(site(), person) ? 'second_factor' : null
  }

  /** A token whose role or agent has changed is another caller: who holds it comes anew. */
  function tokenEnded(caller: Requester): boolean {
    const bearer = bearers.get(caller)
    const now = bearer === undefined ? null : byApiToken(bearer)
    return JSON.stringify(now?.identity) !== JSON.stringify(caller.identity)
  }

  return {
    identify: ({ token, cookie, isLocal }: Credentials) =>
      token === undefined ? byCookie(cookie) : byToken({ token, isLocal }),
    async ended(callers) {
      const idsOf = (kind: Requester['credential']['kind']) =>
        callers.flatMap(({ credential }) => (credential.kind === kind ? [credential.id] : []))
      const [held, shown] = await Promise.all([
        sessions.holding(idsOf('session')),
        screens.holding(idsOf('screen')),
      ])
      return callers.filter((caller) => {
        const { kind, id } = caller.credential
        if (kind === 'token') return tokenEnded(caller)
        if (kind === 'screen') return !shown.has(id)
        const session = held.get(id)
        // Who must have a second factor from now on comes anew, and is led to set it up.
        return session === undefined || firstOf(session) !== caller.first
      })
    },
    onEnded: (listener) => void listeners.push(listener),
    end(credential) {
      for (const listener of listeners) listener(credential)
    },
  }
}

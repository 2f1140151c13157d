import type { Identity } from '#core/access/viewer.ts'

/** Whoever sent a request or opened a socket, as sign-in found out. */
export interface Requester {
  identity: Identity
  /** What ends this caller when it ends: the session, the API token or the screen. */
  credential: { kind: 'session' | 'token' | 'screen'; id: string }
  /** By cookie: then a state-changing request needs a same-origin `Origin`. */
  byCookie: boolean
  /** What must be done before anything else is allowed: another password than the first chosen, a second factor set up. */
  first: 'password' | 'second_factor' | null
  /** Of a session: since when, ms since 1970. */
  since: number | null
}

export interface Credentials {
  cookie?: string | undefined
  /** What follows `Bearer` in the header, or `auth.token` of a socket. */
  token?: string | undefined
  /** Whether they come from this machine itself. */
  isLocal: boolean
}

/** What gateway and API ask of sign-in. */
export interface Requesters {
  /** Who these credentials are, or null. */
  identify(credentials: Credentials): Promise<Requester | null>
  /** Those of the callers whose session, token or screen holds no more. */
  ended(callers: readonly Requester[]): Promise<readonly Requester[]>
  /** Hears at once of a credential that ended in this process. */
  onEnded(listener: (credential: Requester['credential']) => void): void
}

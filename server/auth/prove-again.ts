import type { From, Late, SignedInBy, SignIn } from './sign-in.ts'

/** Who acts: a person, by which session, and since when that is. */
export interface Actor extends SignedInBy {
  /** ms since 1970. */
  readonly since: number
}

/** The password is asked again, but of who has just signed in. */
export type Unproven = { ok: false; code: 'password_required' | 'wrong_password' } | Late
export type Proven = { ok: true } | Unproven

/** Whether it is still the person who signed in that acts. */
export type ProveAgain = (who: Actor, password: string | null, from: From) => Promise<Proven>

/** Who signed in so lately need not type the password again. */
const JUST_NOW_MS = 10 * 60_000
export const PASSWORD_REQUIRED = { ok: false, code: 'password_required' } as const

export function createProveAgain(prove: SignIn['prove']): ProveAgain {
  return async (who, password, from) => {
    if (password !== null) return prove(who, password, from)
    return Date.now() - who.since < JUST_NOW_MS ? { ok: true } : PASSWORD_REQUIRED
  }
}

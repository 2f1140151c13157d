import type { SignInAnswer } from './send.ts'

export const LEAST_LENGTH = 10

interface Passwords {
  current: string
  next: string
  again: string
}

/** The rule that a new password breaks before it is sent, as the key of its sentence; null: none. */
export function passwordFault({ current, next, again }: Passwords) {
  if (next.length < LEAST_LENGTH) return 'tooShort'
  if (next === current) return 'samePassword'
  return next === again ? null : 'notTheSame'
}

/** Why the server did not change a password, as the key of its sentence. */
export function refusalKey({ status, code }: Extract<SignInAnswer, { ok: false }>) {
  if (status === 0 || status >= 500) return 'noAnswer'
  if (status === 429) return 'slowDown'
  if (code === 'wrong_password') return 'wrongCurrent'
  if (code === 'common_password') return 'commonPassword'
  return code === 'same_password' ? 'samePassword' : 'notChanged'
}

/** What is answered to who wants to do something; a refusal names the field. */
export type AccessVerdict = { ok: true } | { ok: false; code: VerdictCode; message: string }
export type VerdictCode =
  | 'forbidden'
  | 'not_found'
  | 'exists'
  | 'above_authority'
  | 'too_late'
  /** Whoever it is given to has left. */
  | 'left'
  | MergeFault
/** Why a case does not go into another, or nothing is done about one that did. */
export type MergeFault = 'same_case' | 'circle' | 'other_customer' | 'merged' | 'not_merged'

export const allowed: AccessVerdict = { ok: true }
/** A refusal with its code and, in English for logs and the interface, why. */
export const refusal = (code: VerdictCode, message: string): AccessVerdict => ({ ok: false, code, message })
/** Refused: it is there, and not theirs. */
export const forbidden = (message: string) => refusal('forbidden', message)
/** Refused: there is no such thing, or they may not know that there is. */
export const notFound = (message: string) => refusal('not_found', message)

/** The first refusal among checks, which are made one after the other. */
export function firstRefusal(checks: Iterable<AccessVerdict>): AccessVerdict {
  for (const verdict of checks) if (!verdict.ok) return verdict
  return allowed
}

import type { Env } from '#platform/env.ts'
import { type Finding, good, warning } from '#server/operations/finding.ts'
import { shownAddress } from '../start/addresses.ts'
import { reachNotes } from '../start/reach-notes.ts'

/** By which address others reach the site, and what that leaves them without. */
export function checkReach(env: Env): Finding[] {
  const notes = reachNotes(env)
  return notes.length === 0
    ? [good('address', shownAddress(env))]
    : notes.map((text) => warning('address', text))
}

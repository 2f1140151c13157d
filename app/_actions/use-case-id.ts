'use client'
import { useCallback } from 'react'
import { randomId } from '../_browser/random-id.ts'
import { sendJson } from '../_shell/use-loaded.ts'

/** The ids of cases by what they were opened for: pressed again, or drawn anew, it is the same. */
const known = new Map<string, Promise<string>>()

/** One that is long enough to be nobody else's, where the server gives no short one: the case is shown by its customer then. */
async function newId(): Promise<string> {
  const given = await sendJson<{ id: string }>('/case-ids')
  return given.ok ? given.value.id : randomId()
}

/**
 * A short id (`C-1042`) for the case that a form opens; `what` names what it is for. It is asked for when the case is
 * opened and not before: most contacts need none, and numbers that nobody uses would soon be long.
 */
export function useCaseId(what: string): () => Promise<string> {
  return useCallback(() => {
    const before = known.get(what)
    if (before !== undefined) return before
    const made = newId()
    known.set(what, made)
    return made
  }, [what])
}

'use client'
import { useCallback, useEffect } from 'react'
import { randomId } from '../_browser/random-id.ts'
import { sendJson } from '../_shell/use-loaded.ts'

/** The ids of cases that are still to be opened, by what they are for: pressed again, or drawn anew, it is the same. */
const known = new Map<string, Promise<string>>()

/** One that is long enough to be nobody else's, where the server gives no short one: the case is shown by its customer then. */
async function newId(): Promise<string> {
  const given = await sendJson<{ id: string }>('/case-ids')
  return given.ok ? given.value.id : randomId()
}

function idFor(what: string): Promise<string> {
  const before = known.get(what)
  if (before !== undefined) return before
  const made = newId()
  known.set(what, made)
  return made
}

/**
 * A short id (`C-1042`) for the case that a form opens, asked for when the form is shown, so that no press waits for it.
 * `what` names what the case is for; null: none is needed now.
 */
export function useCaseId(what: string | null): () => Promise<string> {
  useEffect(() => {
    if (what !== null) void idFor(what)
  }, [what])
  return useCallback(() => idFor(what ?? randomId()), [what])
}

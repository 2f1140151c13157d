'use client'
import { useCallback } from 'react'
import { randomId } from '../_browser/random-id.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { createCaseIds } from './case-ids.ts'

/** One that is long enough to be nobody else's, where the server gives no short one: the case is shown by its customer then. */
async function newId(): Promise<string> {
  const given = await sendJson<{ id: string }>('/case-ids')
  return given.ok ? given.value.id : randomId()
}

/** Of all forms of the page: two that open a case for one thing open one. */
export const caseIds = createCaseIds(newId)

/**
 * A short id (`C-1042`) for the case that a form opens; `what` names what it is for. It is asked for when the case is
 * opened and not before: most contacts need none, and numbers that nobody uses would soon be long.
 */
export function useCaseId(what: string): () => Promise<string> {
  return useCallback(() => caseIds.of(what), [what])
}

'use client'
import type { ContactRow } from '#core/rows/row.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'

/** What the moment is about, as far as a playbook asks. */
export interface Matter {
  kind: string
  cause: string | null
}

/** The matter of who rings or talks: of their case, else what their queue is for; while nobody does, that of the next thing. */
export function useMatterAtHand(contact: ContactRow | null, next: string | null): Matter | null {
  const { queues = [] } = useFacts()
  const row = useRow('case', contact === null ? (next ?? '') : (contact.case ?? ''))
  if (row !== null) return { kind: row.kind, cause: row.cause }
  const opens = queues.find(({ id }) => id === contact?.queue)?.opens ?? null
  return contact === null || opens === null ? null : { kind: opens, cause: null }
}

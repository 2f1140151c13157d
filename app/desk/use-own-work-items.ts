'use client'
import { useMemo } from 'react'
import { useMe } from '../_shell/facts.ts'
import type { Me } from '../_shell/load-facts.ts'
import { useWorkItems } from '../_work-items/use-work-items.ts'
import { isOpenApproval, isOpenPromise, type WorkItem } from '../_work-items/work-item.ts'

/** One's own, or of a case of one's own: not of a colleague's whose customer is on one's line. */
const isMine = ({ agent, caseOwner }: WorkItem, me: Me | null) =>
  agent === me?.agent || caseOwner === me?.agent || (agent === null && caseOwner === null)

/**
 * What the desk lists: my cases, promises and callbacks; approvals asked of me, and those of mine of which more is asked;
 * departments that ask for more time. Contacts stand above, other hand-offs are owed by others.
 */
function isOwn(entry: WorkItem, me: Me | null): boolean {
  switch (entry.type) {
    case 'case':
      return isMine(entry, me) && (entry.rowState !== 'resolved' || entry.state !== 'none')
    case 'promise':
      return isMine(entry, me) && isOpenPromise(entry)
    case 'callback':
      // One whose customer I have on the line stands there.
      return entry.agent === null || entry.agent === me?.agent
    case 'approval':
      return (
        isOpenApproval(entry) &&
        (entry.agent === me?.id || entry.agent === me?.agent) !== (entry.rowState === 'questioned')
      )
    case 'handoff':
      return isMine(entry, me) && entry.rowState === 'asks_time'
    case 'recovery':
    case 'contact':
      return false
    default: {
      const never: never = entry.type
      return never
    }
  }
}

export function useOwnWorkItems(): readonly WorkItem[] {
  const me = useMe()
  const keep = useMemo(() => (entry: WorkItem) => isOwn(entry, me), [me])
  return useWorkItems(keep)
}

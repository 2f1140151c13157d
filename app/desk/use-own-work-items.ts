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
function isOwn(item: WorkItem, me: Me | null): boolean {
  switch (item.type) {
    case 'case':
      return isMine(item, me) && (item.rowState !== 'resolved' || item.state !== 'none')
    case 'promise':
      return isMine(item, me) && isOpenPromise(item)
    case 'callback':
      // One whose customer I have on the line stands there.
      return item.agent === null || item.agent === me?.agent
    case 'approval':
      return (
        isOpenApproval(item) &&
        (item.agent === me?.id || item.agent === me?.agent) !== (item.rowState === 'questioned')
      )
    case 'handoff':
      return isMine(item, me) && item.rowState === 'asks_time'
    case 'recovery':
    case 'contact':
      return false
    default: {
      const never: never = item.type
      return never
    }
  }
}

export function useOwnWorkItems(): readonly WorkItem[] {
  const me = useMe()
  const keep = useMemo(() => (item: WorkItem) => isOwn(item, me), [me])
  return useWorkItems(keep)
}

import type { PendingRuleEvent } from '#core/alerts/rule-outbox.ts'
import type { Floor } from '#core/floor/floor.ts'

const CONTACT = 'contact/'

/** A warning or breach about a caller of whom nobody knows any more whether they are there, because their feed is away. */
function isHeldBack({ what, transition }: PendingRuleEvent, floor: Pick<Floor, 'isUnsure'>): boolean {
  if (what !== 'say' || (transition.to !== 'warned' && transition.to !== 'breached')) return false
  return (
    transition.subject.startsWith(CONTACT) &&
    floor.isUnsure('contact', transition.subject.slice(CONTACT.length))
  )
}

/**
 * What is to be said now of what is owed: what hangs on a feed that is away is said when it is back, and what `holds`
 * says may be answered by what is just coming in, a little later.
 */
export function pendingNow(
  floor: Pick<Floor, 'pendingRuleEvents' | 'isUnsure'>,
  holds: (item: PendingRuleEvent) => boolean,
): ReadonlyMap<string, PendingRuleEvent> {
  const pending = floor.pendingRuleEvents()
  let kept: Map<string, PendingRuleEvent> | null = null
  for (const [id, item] of pending)
    if (isHeldBack(item, floor) || holds(item)) {
      kept ??= new Map(pending)
      kept.delete(id)
    }
  return kept ?? pending
}

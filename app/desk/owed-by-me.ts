import type { Me } from '../_frame/load-facts.ts'
import { type Entry, isOwedPromise } from '../_rows/entry.ts'

/** What the desk lists: my cases, promises and callbacks, approvals asked of me. Contacts stand above, hand-offs are owed by others. */
export function owedByMe(entries: readonly Entry[], me: Me | null): Entry[] {
  return entries.filter((entry) => {
    switch (entry.type) {
      case 'case':
        return entry.rowState !== 'resolved' || entry.state !== 'none'
      case 'promise':
        return isOwedPromise(entry)
      case 'callback':
        return true
      case 'approval':
        return entry.rowState === 'open' && (entry.agent === me?.id || entry.agent === me?.agent)
      case 'recovery':
      case 'handoff':
      case 'contact':
        return false
      default: {
        const never: never = entry.type
        return never
      }
    }
  })
}

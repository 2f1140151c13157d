import { compareEvents, type EventOfType } from '../event/event.ts'
import { sendingPersonOf } from '../event/person-of.ts'

type Posted = EventOfType<'notice.posted'>

/** Which notices of a feed say the same: of these the one that was posted last stands. What people post is theirs. */
export interface SameNotices {
  /** What a notice was posted as last; null: it is forgotten. Gives whose standing that may have changed. */
  set(id: string, said: Posted | null): string[]
  /** Whether another one says the same later. */
  isSuperseded(id: string): boolean
}

interface Group {
  readonly said: Map<string, Posted>
  last: Posted | null
}

/** What makes two notices the same; null: a person posted it. */
function keyOf({ source, data }: Posted): string | null {
  if (sendingPersonOf(source) !== null) return null
  const { text, queues = [], case: caseId = null } = data
  return JSON.stringify([source, text, queues, caseId])
}

function lastOf(said: ReadonlyMap<string, Posted>): Posted | null {
  let last: Posted | null = null
  for (const posted of said.values()) if (last === null || compareEvents(last, posted) < 0) last = posted
  return last
}

export function createSameNotices(): SameNotices {
  const groups = new Map<string, Group>()
  const keys = new Map<string, string>()

  /** Gives whose notice stood, where that is another's now. */
  function settle(key: string, group: Group, last: Posted | null): string[] {
    const before = group.last
    group.last = last
    if (group.said.size === 0) groups.delete(key)
    if (before?.subject === last?.subject) return []
    return [before, last].flatMap((posted) => (posted === null ? [] : [posted.subject]))
  }

  function remove(id: string, key: string): string[] {
    keys.delete(id)
    const group = groups.get(key)
    if (group === undefined) return []
    group.said.delete(id)
    return settle(key, group, group.last?.subject === id ? lastOf(group.said) : group.last)
  }

  return {
    set(id, said) {
      const [before, key] = [keys.get(id), said === null ? null : keyOf(said)]
      const moved = before !== undefined && before !== key ? remove(id, before) : []
      if (key === null || said === null) return moved
      const group = groups.get(key) ?? { said: new Map(), last: null }
      groups.set(key, group)
      keys.set(id, key)
      group.said.set(id, said)
      const isLast = group.last === null || group.last.subject === id || compareEvents(group.last, said) < 0
      return [...moved, ...settle(key, group, isLast ? said : group.last)]
    },
    isSuperseded(id) {
      const key = keys.get(id)
      const last = key === undefined ? null : (groups.get(key)?.last ?? null)
      return last !== null && last.subject !== id
    },
  }
}

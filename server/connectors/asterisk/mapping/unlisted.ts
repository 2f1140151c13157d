import type { MapperState } from './mapper-state.ts'
import type { QueueStatement } from './statement.ts'

/**
 * Queues that a list lacks. A realtime queue is in none until its first call, and another's question may have been
 * about some queues only: what is not listed is not known, which is not the same as empty. It is asked for by name.
 */
export interface Unlisted {
  /** A whole list came: the queues that it lacks, of those that the site file names or this connection heard of, are to be asked for. */
  listCame(statement: QueueStatement): void
  /** A caller joined a queue: the first call makes a realtime queue known, and its members are to be had. */
  joined(pbxQueue: string): void
  /** The names to be asked for now. */
  take(): string[]
  /** A new connection. */
  reset(): void
}

export function createUnlisted({ names, listed, heardOf }: MapperState): Unlisted {
  const asked = new Set<string>()
  const called = new Set<string>()
  let toAsk: string[] = []

  function ask(name: string): void {
    asked.add(name)
    toAsk.push(name)
  }

  return {
    listCame({ queues }) {
      for (const name of queues) asked.delete(name)
      const here = new Set(queues)
      for (const name of new Set([...names.queues, ...heardOf.values()]))
        if (!here.has(name) && !asked.has(name)) ask(name)
    },
    joined(pbxQueue) {
      if (pbxQueue === '' || called.has(pbxQueue) || listed.has(names.queueId(pbxQueue))) return
      called.add(pbxQueue)
      ask(pbxQueue)
    },
    take() {
      const now = toAsk
      toAsk = []
      return now
    },
    reset() {
      asked.clear()
      called.clear()
      toAsk = []
    },
  }
}

/** Of which queues that it lacks a list says nothing. */
export function silentOn(
  { names, heardOf }: MapperState,
  { queues, asked }: QueueStatement,
): (queue: string) => boolean {
  const listed = new Set(queues.map(names.queueId))
  const named = new Set(names.queues.map(names.queueId))
  const about = asked === null ? null : names.queueId(asked)
  return (queue) => {
    if (listed.has(queue)) return false
    if (named.has(queue)) return true
    return about === null ? heardOf.has(queue) : queue !== about
  }
}

import type { Mapping } from './mapping.ts'

/**
 * A realtime queue is in no list until its first call: one that the site file names is not known then, which is not
 * the same as empty. Gives the PBX's names of such queues.
 */
export function unlistedQueues({ names, listed }: Mapping): string[] {
  return names.queues.filter((name) => !listed.has(names.queueId(name)))
}

/** True where a list that lacks the queue says nothing of it. */
export function isUnlisted(mapping: Mapping, queue: string): boolean {
  return (
    !mapping.listed.has(queue) && mapping.names.queues.some((name) => mapping.names.queueId(name) === queue)
  )
}

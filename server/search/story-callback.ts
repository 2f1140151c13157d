import { mayCommand } from '#core/access/may-command.ts'
import type { ActReader } from '#core/access/relation.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { StoryCallback } from '#core/api/found.ts'
import { completedCallback } from '../gateway/requested-callback.ts'

interface StoryContact {
  readonly id: string
  readonly queue: string | null
  readonly case: string | null
}

/**
 * How somebody may ask for a callback from a contact of a customer's story: about its case, where they may say so of
 * that, else from the contact alone. Null: they may not, or the floor has let the contact go.
 */
export function storyCallback(viewer: Staff, contact: StoryContact, floor: ActReader): StoryCallback | null {
  const queue = contact.queue ?? floor.site.queues[0]?.id
  if (queue === undefined) return null
  const from = { queue, contact: contact.id }
  const may = (data: Readonly<Record<string, unknown>>) =>
    mayCommand(viewer, { type: 'callback.requested', subject: `from/${contact.id}`, data }, floor).ok
  const of = contact.case !== null && may({ ...from, case: contact.case }) ? contact.case : null
  if (of === null && !may(from)) return null
  const { phone } = completedCallback(of === null ? from : { ...from, case: of }, floor)
  return { case: of, hasNumber: typeof phone === 'string' }
}

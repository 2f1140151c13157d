import { z } from 'zod'
import { sourceOf } from '#core/access/source-of.ts'
import type { Staff } from '#core/access/viewer.ts'
import { UNDO_MS } from '#core/alerts/alert-state.ts'
import { idText } from '#core/event-data.ts'
import { isEventSubject } from '#core/floor.ts'
import { base, type CommandContext, type CommandPlan, faultOf, refuse } from './command-plan.ts'

/** The event of ours by which somebody takes back what they said of its subject a moment ago. No feed sends it. */
export const UNDONE = 'system.undone'

/** What can be taken back so: what does not put something into being or into other hands. */
const UNDOABLE: ReadonlySet<string> = new Set([
  'callback.attempted',
  'callback.rescheduled',
  'callback.done',
  'callback.cancelled',
  'notice.posted',
  'notice.withdrawn',
  'promise.kept',
  'promise.moved',
  'promise.at_risk',
])

const undoneCommand = z.looseObject({
  ...base,
  subject: idText,
  data: z.strictObject({ type: z.string(), voids: idText }),
})

/** Takes back what the sender said themselves, as long as it lies no further back than that. */
export function planUndone(request: unknown, viewer: Staff, { look, now }: CommandContext): CommandPlan {
  const read = undoneCommand.safeParse(request)
  if (!read.success) return faultOf(read.error)
  const { id, subject, data } = read.data
  const kind = data.type.slice(0, data.type.indexOf('.'))
  if (!UNDOABLE.has(data.type) || !isEventSubject(kind))
    return refuse('bad_command', `data.type: must be one of ${[...UNDOABLE].join(', ')}`)
  const source = sourceOf(viewer)
  const said = look
    .eventsOf(kind, subject)
    .find((event) => event.id === data.voids && event.source === source && event.type === data.type)
  if (said === undefined || now - said.time > UNDO_MS)
    return refuse('too_late', 'data.voids: nothing of yours that can still be taken back')
  return { ok: true, event: { id, source, type: UNDONE, time: now, subject, data } }
}

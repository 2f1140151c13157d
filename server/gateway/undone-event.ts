import { z } from 'zod'
import { sourceOf } from '#core/access/source-of.ts'
import type { Staff } from '#core/access/viewer.ts'
import { UNDO_MS } from '#core/alerts/alert-state.ts'
import { idText } from '#core/event-data.ts'
import { base, type CommandContext, type CommandPlan, faultOf, refuse } from './command-plan.ts'

/** The events of ours by which somebody takes back what they said of their subject a moment ago. No feed sends them. */
const KINDS = {
  'callback.undone': 'callback',
  'promise.undone': 'promise',
  'notice.undone': 'notice',
} as const

export function isUndoneType(type: string): type is keyof typeof KINDS {
  return Object.hasOwn(KINDS, type)
}

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

const undoneCommand = z.looseObject({ ...base, subject: idText, data: z.strictObject({ voids: idText }) })

/** Takes back what the sender said themselves, as long as it lies no further back than that. */
export function planUndone(
  type: keyof typeof KINDS,
  request: unknown,
  viewer: Staff,
  { look, now }: CommandContext,
): CommandPlan {
  const read = undoneCommand.safeParse(request)
  if (!read.success) return faultOf(read.error)
  const { id, subject, data } = read.data
  const source = sourceOf(viewer)
  const said = look
    .eventsOf(KINDS[type], subject)
    .find((event) => event.id === data.voids && event.source === source && UNDOABLE.has(event.type))
  if (said === undefined || now - said.time > UNDO_MS)
    return refuse('too_late', 'data.voids: nothing of yours that can still be taken back')
  return { ok: true, event: { id, source, type, time: now, subject, data } }
}

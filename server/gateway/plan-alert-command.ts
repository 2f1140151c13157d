import { z } from 'zod'
import type { AlertAction } from '#core/access/command-table.ts'
import { mayActOnAlert } from '#core/access/may-command.ts'
import { sourceOf } from '#core/access/source-of.ts'
import type { Staff } from '#core/access/viewer.ts'
import { ackedForMs } from '#core/alerts/acked-for.ts'
import { canBeUndone } from '#core/alerts/alert-state.ts'
import { idText } from '#core/event/event-data.ts'
import { instantText } from '#core/rows/row.ts'
import {
  type CommandContext,
  type CommandPlan,
  commandBase,
  refusedBySchema,
  refusedPlan,
  refuseLate,
} from './command-plan.ts'
import { tooLateForAlert } from './too-late.ts'

const alertFields = {
  note: z.string().max(4_000).optional(),
  minutes: z.number().int().min(1).max(480).optional(),
  to: idText.optional(),
  undoes: idText.optional(),
}
const alertCommand = z.looseObject({
  ...commandBase,
  subject: idText,
  ...alertFields,
  data: z.looseObject(alertFields).default({}),
})

const internalType: Readonly<Record<AlertAction, string>> = {
  'alert.ack': 'alert.acked',
  'alert.snooze': 'alert.snoozed',
  'alert.assign': 'alert.assigned',
  'alert.undo': 'alert.undone',
}

interface AlertOrder {
  note?: string | undefined
  minutes?: number | undefined
  to?: string | undefined
  /** The id of the command that is taken back. */
  undoes?: string | undefined
}

/** Whether somebody did this about an alert themselves a moment ago: then they may take it back, whose it is by now. */
function isOwnUndo(
  alert: string,
  voids: string | undefined,
  { viewer, floor, now }: CommandContext,
): boolean {
  if (voids === undefined || viewer.kind === 'screen') return false
  return canBeUndone(floor.alertEvents(alert), { voids, time: now, source: sourceOf(viewer) })
}

function undoData(alert: string, voids: string | undefined, context: CommandContext) {
  if (voids === undefined) return refusedPlan('bad_command', 'undoes: must be the id of a command of yours')
  return isOwnUndo(alert, voids, context)
    ? { voids }
    : refusedPlan('too_late', 'undoes: nothing of yours that can still be taken back')
}

function alertData(
  action: AlertAction,
  subject: string,
  order: AlertOrder,
  context: CommandContext,
): CommandPlan | object {
  const { site, now } = context
  if (action === 'alert.undo') return undoData(subject, order.undoes, context)
  const until = instantText(now + ackedForMs(site))
  const note = order.note === undefined ? {} : { note: order.note }
  if (action === 'alert.ack') return { until, ...note }
  if (action === 'alert.snooze') {
    if (order.minutes === undefined)
      return refusedPlan('bad_command', 'minutes: must be a number from 1 to 480')
    return { minutes: order.minutes, until: instantText(now + order.minutes * 60_000), ...note }
  }
  const whom = site.people.find(({ id }) => id === order.to)
  if (whom === undefined) return refusedPlan('bad_command', 'to: must be the id of a person')
  return whom.disabled ? refusedPlan('left', `to: ${whom.id} has left`) : { until, to: whom.id, ...note }
}

/** Turns a command about an alert into the event that it becomes. */
export function planAlertCommand(
  action: AlertAction,
  request: unknown,
  context: CommandContext,
): CommandPlan {
  const { viewer, floor, now } = context
  const read = alertCommand.safeParse(request)
  if (!read.success) return refusedBySchema(read.error)
  const { id, subject, untaken, data: inner, ...outer } = read.data
  const order = { ...outer, ...inner }
  if (action !== 'alert.undo' || !isOwnUndo(subject, order.undoes, context)) {
    const verdict = mayActOnAlert(viewer, action, subject, floor)
    if (!verdict.ok) return { ok: false, answer: verdict }
  }
  const data = alertData(action, subject, order, context)
  if ('ok' in data) return data
  const who = viewer as Staff
  const late = untaken ? tooLateForAlert(subject, who.id, floor) : null
  if (late !== null) return refuseLate(late)
  const event = {
    id,
    source: sourceOf(who),
    type: internalType[action],
    time: now,
    subject,
    data: { ...data, by: who.id },
  }
  return { ok: true, event }
}

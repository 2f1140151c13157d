import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AlertAction, alertActions } from '#core/access/command-table.ts'
import { rowsForRequest } from '#core/access/rows-for-request.ts'
import { namesIn } from '#core/access/shown-data.ts'
import { idText } from '#core/event/event-data.ts'
import type { PlanningContextAt } from '#core/notify/planning-context.ts'
import type { CommandAnswer } from '#core/rows/protocol.ts'
import { instantText } from '#core/rows/row.ts'
import { readBatch, sendBatch, sharesOf } from '../gateway/send-batch.ts'
import { type CommandLog, sendCommand } from '../gateway/send-command.ts'
import { alertHistory, maskedHistory, whatNext } from '../notify/alert-history.ts'
import { type ApiAnswer, ok, refuse, tooManyCommands, unavailable } from './answer.ts'
import { type CallLimits, callerNameOf } from './call-limits.ts'
import { readJson } from './read-json.ts'
import type { ApiRoute, StaffRequest } from './route.ts'

const STATES = ['open', 'acked', 'snoozed', 'resolved'] as const
/** `id`: the same again does nothing more. `untaken`: only while nobody else has it, for a press made long before it is sent. */
const ackBody = z.object({
  note: z.string().max(4_000).optional(),
  id: idText.optional(),
  untaken: z.boolean().optional(),
})
const assignBody = z.object({ id: idText.optional(), to: idText })
const undoBody = z.object({ id: idText.optional(), undoes: idText })
const snoozeBody = z.object({
  id: idText.optional(),
  minutes: z.number().int().min(1).max(480),
  note: z.string().max(4_000).optional(),
})
/** An act about several alerts: what an act about one says beside them, and each with an id of its own if it is to be sent again. */
const batchBody = z.looseObject({ each: z.array(z.looseObject({ id: idText.optional() })) })

function list({ viewer, floor, query }: StaffRequest): ApiAnswer {
  const state = query.get('state')
  if (state !== null && !STATES.some((known) => known === state))
    return refuse(400, 'bad_request', `state: must be one of ${STATES.join(', ')}`)
  const { alert } = rowsForRequest({ viewer, view: 'alerts', id: null }, floor)
  const alerts = state === null ? alert : alert.filter((row) => row.state === state)
  return ok({ pos: floor.pos, at: instantText(floor.now), alerts })
}

const statusOf: Readonly<Record<string, number>> = {
  forbidden: 403,
  not_found: 404,
  taken: 409,
  resolved: 409,
  too_late: 409,
  left: 409,
}

function answered(done: CommandAnswer): ApiAnswer {
  if (done.ok) return ok(done)
  if (done.code === 'unavailable') return unavailable(done.message)
  return refuse(statusOf[done.code] ?? 400, done.code, done.message)
}

/** Does by HTTP what `command` does over the socket, by the same table of roles. */
async function act(
  request: StaffRequest,
  name: string,
  fields: object,
  options: AlertRouteOptions,
): Promise<ApiAnswer> {
  const { viewer, floor } = request
  const command = { id: randomUUID(), ...fields, name, subject: request.params.id! }
  const context = { viewer, floor, site: floor.site, now: options.now() }
  return answered(await sendCommand(command, context, options))
}

/** The same for several alerts at once: what became of each stands in the answer. */
async function actOnEach(
  request: StaffRequest,
  name: string,
  options: AlertRouteOptions,
): Promise<ApiAnswer> {
  const body = await readJson(request.req, batchBody)
  const count = body.ok ? Math.max(1, sharesOf(body.value.each.length)) : 1
  const waitSec = options.may.commands(callerNameOf(request.caller.identity), { count })
  if (waitSec > 0) return tooManyCommands(waitSec)
  if (!body.ok) return body.answer
  const each = body.value.each.map((one) => ({ ...one, id: one.id ?? randomUUID() }))
  const read = readBatch({ ...body.value, id: randomUUID(), name, each })
  if (!read.ok) return answered(read.answer)
  const { viewer, floor } = request
  const context = { viewer, floor, site: floor.site, now: options.now() }
  return answered(await sendBatch(read.batch, context, options))
}

async function ack(request: StaffRequest, options: AlertRouteOptions): Promise<ApiAnswer> {
  const body = await readJson(request.req, ackBody)
  return body.ok ? act(request, 'alert.ack', body.value, options) : body.answer
}

/** One alert with its history, and what comes next if nobody takes it. */
function one(request: StaffRequest, planning: PlanningContextAt): ApiAnswer {
  const { viewer, floor, params } = request
  const id = params.id!
  const { alert } = rowsForRequest({ viewer, view: 'alerts', id: null }, floor)
  const row = alert.find((each) => each.id === id)
  if (row === undefined) return refuse(404, 'not_found', `alert ${id}: not known, or not told to you`)
  const entries = alertHistory(id, floor)
  const owning = floor.row('alert', id)?.case ?? null
  const names = namesIn({ name: owning === null ? null : floor.row('case', owning)?.name })
  const history = viewer.unmask ? entries : maskedHistory(entries, names)
  return ok({ at: instantText(floor.now), alert: row, history, next: whatNext(id, planning(floor)) })
}

/** `POST /alerts/ack` and the like: the act for all alerts that its `each` names. */
const together = (act: AlertAction, options: AlertRouteOptions): ApiRoute => ({
  method: 'POST',
  path: `/alerts/${act.slice('alert.'.length)}`,
  for: 'staff',
  takesShare: true,
  answer: (request) => actOnEach(request, act, options),
})

export interface AlertRouteOptions extends CommandLog {
  now: () => number
  planning: PlanningContextAt
  may: Pick<CallLimits, 'commands'>
}

/** The route of an act about one alert. */
function ofOne(name: string, schema: z.ZodObject, options: AlertRouteOptions): ApiRoute {
  return {
    method: 'POST',
    path: `/alerts/:id/${name}`,
    for: 'staff',
    async answer(request) {
      const body = await readJson(request.req, schema)
      return body.ok ? act(request, `alert.${name}`, body.value, options) : body.answer
    },
  }
}

/** Alerts that the caller is told of, and taking them. */
export function alertRoutes(options: AlertRouteOptions): ApiRoute[] {
  return [
    ...alertActions.map((act) => together(act, options)),
    { method: 'GET', path: '/alerts', for: 'staff', answer: list },
    { method: 'GET', path: '/alerts/:id', for: 'staff', answer: (request) => one(request, options.planning) },
    {
      method: 'POST',
      path: '/alerts/:id/ack',
      for: 'staff',
      answer: (request) => ack(request, options),
    },
    ofOne('snooze', snoozeBody, options),
    ofOne('assign', assignBody, options),
    ofOne('undo', undoBody, options),
  ]
}

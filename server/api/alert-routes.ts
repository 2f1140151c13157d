import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { visibleRows } from '#core/access/visible-rows.ts'
import { instantText } from '#core/row.ts'
import { type Append, sendCommand } from '../gateway/send-command.ts'
import { type Answer, ok, refuse, unavailable } from './answer.ts'
import { readJson } from './read-json.ts'
import type { Route, StaffCall } from './route.ts'

const STATES = ['open', 'acked', 'snoozed', 'resolved'] as const
const ackBody = z.object({ note: z.string().max(4_000).optional() })
const snoozeBody = z.object({ minutes: z.number().int().min(1).max(1_440) })

function list({ viewer, floor, query }: StaffCall): Answer {
  const state = query.get('state')
  if (state !== null && !STATES.some((known) => known === state))
    return refuse(400, 'bad_request', `state: must be one of ${STATES.join(', ')}`)
  const { alert } = visibleRows({ viewer, view: 'alerts', id: null }, floor)
  const alerts = state === null ? alert : alert.filter((row) => row.state === state)
  return ok({ pos: floor.pos, at: instantText(floor.now), alerts })
}

const statusOf: Readonly<Record<string, number>> = { forbidden: 403, not_found: 404 }

/** Does by HTTP what `command` does over the socket, by the same table of roles. */
async function act(
  call: StaffCall,
  name: string,
  fields: object,
  { append, now }: AlertRouteOptions,
): Promise<Answer> {
  const { viewer, floor } = call
  const request = { id: randomUUID(), name, subject: call.params.id!, ...fields }
  const done = await sendCommand(request, { viewer, look: floor, site: floor.site, now: now() }, append)
  if (done.ok) return ok({ ok: true })
  if (done.code === 'unavailable') return unavailable(done.message)
  return refuse(statusOf[done.code] ?? 400, done.code, done.message)
}

export interface AlertRouteOptions {
  append: Append
  now: () => number
}

/** Alerts that the caller is told of, and taking them. */
export function alertRoutes(options: AlertRouteOptions): Route[] {
  return [
    { method: 'GET', path: '/alerts', for: 'staff', answer: list },
    {
      method: 'POST',
      path: '/alerts/:id/ack',
      for: 'staff',
      async answer(call) {
        const body = await readJson(call.req, ackBody)
        return body.ok ? act(call, 'alert.ack', body.value, options) : body.answer
      },
    },
    {
      method: 'POST',
      path: '/alerts/:id/snooze',
      for: 'staff',
      async answer(call) {
        const body = await readJson(call.req, snoozeBody)
        return body.ok ? act(call, 'alert.snooze', body.value, options) : body.answer
      },
    },
  ]
}

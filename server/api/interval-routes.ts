import type { Floor } from '#core/floor/floor.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { HELD_INTERVALS_MS } from '#core/queues/held-intervals.ts'
import { instantText } from '#core/rows/row.ts'
import type { IntervalArchive } from '#store/postgres/interval-archive.ts'
import { type ApiAnswer, ok, refuse } from './answer.ts'
import { agentIntervalOf, intervalOf } from './interval.ts'
import { maySeeAgent, maySeeQueue } from './may-see.ts'
import { openHours } from './open-hours.ts'
import { requestedSpan } from './requested-span.ts'
import type { ApiRoute, StaffRequest } from './route.ts'

type Archive = Pick<IntervalArchive, 'read' | 'readAgent'>

/** Records of the database up to where the floor has the last word, and the floor's from there on. */
async function joined<T>(
  { from, to }: Span,
  now: number,
  archived: (from: number, to: number) => Promise<readonly T[]>,
  held: (from: number, to: number) => readonly T[],
): Promise<T[]> {
  const since = now - HELD_INTERVALS_MS
  const older = from < since ? await archived(from, Math.min(to, since)) : []
  const newer = to > since ? held(Math.max(from, since), to) : []
  return [...older, ...newer]
}

const position = (floor: Floor) => ({ pos: floor.pos, at: instantText(floor.now) })

async function ofQueue({ params, query, viewer, floor }: StaffRequest, archive: Archive): Promise<ApiAnswer> {
  const queue = params.id!
  if (floor.row('queue', queue) === null) return refuse(404, 'not_found', `queue ${queue}: not known`)
  if (!maySeeQueue(viewer, queue, floor)) return refuse(403, 'forbidden', `queue ${queue}: not yours to see`)
  const span = requestedSpan(query)
  if ('status' in span) return span
  const records = await joined(
    span,
    floor.now,
    (from, to) => archive.read(queue, from, to),
    (from, to) => floor.intervals(queue, from, to).map((held) => ({ ...held, queue })),
  )
  const open = openHours(floor.site, queue, span)
  return ok({ ...position(floor), queue, open, intervals: records.map(intervalOf) })
}

async function ofAgent({ params, query, viewer, floor }: StaffRequest, archive: Archive): Promise<ApiAnswer> {
  const agent = params.id!
  if (floor.row('agent', agent) === null) return refuse(404, 'not_found', `agent ${agent}: not known`)
  if (!maySeeAgent(viewer, agent, floor)) return refuse(403, 'forbidden', `agent ${agent}: not yours to see`)
  const span = requestedSpan(query)
  if ('status' in span) return span
  const records = await joined(
    span,
    floor.now,
    (from, to) => archive.readAgent(agent, from, to),
    (from, to) => floor.agentIntervals(agent, from, to).map((held) => ({ ...held, agent })),
  )
  return ok({ ...position(floor), agent, intervals: records.map(agentIntervalOf) })
}

/** 15-minute records of queues and agents, of today as of years ago. */
export function intervalRoutes(archive: Archive): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/queues/:id/intervals',
      for: 'staff',
      answer: (request) => ofQueue(request, archive),
    },
    {
      method: 'GET',
      path: '/agents/:id/intervals',
      for: 'staff',
      answer: (request) => ofAgent(request, archive),
    },
  ]
}

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { idText } from '#core/event/event-data.ts'
import type { Floor } from '#core/floor/floor.ts'
import { type DutySwap, dutyEvent } from '#core/notify/duty-swap.ts'
import { dutyBetween, type OnDuty, onDutyAt } from '#core/notify/on-duty.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import type { Append } from '../gateway/send-command.ts'

export interface DutyServices {
  readonly append: Append
  /** The site's time, ms since 1970. */
  readonly now: () => number
}

const DAY_MS = 24 * 3_600_000
const SHOWN_MS = 7 * DAY_MS
const LONGEST_SWAP_MS = 31 * DAY_MS

type Roster = Site['alerts']['rosters'][number]

const shownDuty = ({ person, instead }: OnDuty) => ({ person, instead })

function shownRoster(roster: Roster, floor: Floor, now: number) {
  const swaps = floor.receipts.swaps()
  const { timezone } = floor.site.site
  const spans = dutyBetween(roster, swaps, now, now + SHOWN_MS, timezone)
  const ahead = swaps.filter((swap) => swap.roster === roster.id && swap.to > now)
  return {
    id: roster.id,
    name: roster.name ?? roster.id,
    members: [...new Set(roster.shifts.flatMap(({ members }) => members))],
    deputies: roster.deputies,
    now: onDutyAt(roster, swaps, now, timezone).map(shownDuty),
    spans: spans.map(({ from, to, onDuty }) => ({
      ...{ from: instantText(from), to: instantText(to), onDuty: onDuty.map(shownDuty) },
    })),
    swaps: ahead.map(({ id, from, to, person, by }) => ({
      ...{ id, from: instantText(from), to: instantText(to), person, by },
    })),
  }
}

/** Leads and above change who is on duty. */
const maySwap = ({ viewer }: StaffRequest) => viewer.kind === 'person' && viewer.role !== 'agent'

function list(request: StaffRequest, now: number): ApiAnswer {
  const { floor } = request
  const rosters = floor.site.alerts.rosters.map((roster) => shownRoster(roster, floor, now))
  return ok({ at: instantText(now), maySwap: maySwap(request), rosters })
}

const swapBody = z.strictObject({
  id: idText.optional(),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  /** Null: whoever it would be without swaps. */
  person: idText.nullable(),
  /** The swaps that the sender saw; where another was made meanwhile for the same time, the wish is refused. */
  seen: z.array(idText).max(1_000).optional(),
})

function swapFault(roster: string, swap: DutySwap, site: Site, now: number): ApiAnswer | null {
  if (!site.alerts.rosters.some(({ id }) => id === roster))
    return refuse(404, 'not_found', `no roster ${roster}`)
  if (swap.to <= swap.from) return refuse(400, 'bad_request', 'to: must lie after from')
  if (swap.to <= now) return refuse(400, 'bad_request', 'to: must lie ahead')
  if (swap.to - swap.from > LONGEST_SWAP_MS)
    return refuse(400, 'bad_request', 'to: at most 31 days after from')
  const isThere = site.people.some(({ id, disabled }) => id === swap.person && disabled !== true)
  return swap.person === null || isThere
    ? null
    : refuse(400, 'bad_request', 'person: must be the id of a person')
}

/** Whether somebody else has arranged the same time since the sender looked. */
function changedBy(
  { roster, from, to, id, by }: DutySwap,
  seen: readonly string[],
  floor: Floor,
): string | null {
  const meanwhile = floor.receipts
    .swaps()
    .find(
      (other) =>
        other.roster === roster &&
        other.by !== by &&
        other.id !== id &&
        !seen.includes(other.id) &&
        other.from < to &&
        other.to > from,
    )
  return meanwhile?.by ?? null
}

async function swap(request: StaffRequest, { append, now }: DutyServices): Promise<ApiAnswer> {
  if (!maySwap(request)) return refuse(403, 'forbidden', 'only leads and above change who is on duty')
  const body = await readJson(request.req, swapBody)
  if (!body.ok) return body.answer
  const { id = randomUUID(), from, to, person, seen } = body.value
  const roster = request.params.roster!
  const dutySwap: DutySwap = {
    id,
    roster,
    from: Date.parse(from),
    to: Date.parse(to),
    person,
    by: request.viewer.id,
  }
  const at = now()
  const fault = swapFault(roster, dutySwap, request.floor.site, at)
  if (fault !== null) return fault
  const other = seen === undefined ? null : changedBy(dutySwap, seen, request.floor)
  if (other !== null) return refuse(409, 'taken', other)
  await append([dutyEvent(dutySwap, at)], at)
  return ok({ ok: true, id })
}

/** Who is on duty on each roster now and through the week, and standing in for somebody. */
export function dutyRoutes(parts: DutyServices): ApiRoute[] {
  return [
    { method: 'GET', path: '/duty', for: 'staff', answer: (request) => list(request, parts.now()) },
    { method: 'POST', path: '/duty/:roster', for: 'staff', answer: (request) => swap(request, parts) },
  ]
}

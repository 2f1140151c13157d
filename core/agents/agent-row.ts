import { readableId } from '../event/readable-id.ts'
import { ratio } from '../queues/service-level.ts'
import { type AgentRow, instantText } from '../rows/row.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { type AgentCore, isOccupied, isPresent, NEVER } from './agent-state.ts'

/** What the site file says of an agent. */
export interface AgentFacts {
  name: string | null
  team: string | null
  /** What may be asked of the PBX that has the agent; null: no PBX has. */
  acts?: readonly string[] | null
  /** Its PBX says each penalty that is not 0. */
  tellsPenalties?: boolean
}

function contactsOf(core: AgentCore): string[] {
  const lists = [core.work, core.dialling, core.ringing, core.wraps]
  const ids = new Set(lists.flatMap((list) => list.map(({ contact }) => contact)))
  return [...ids].sort()
}

function doingOf(core: AgentCore): string | null {
  if (core.work.length > 0)
    return core.work.some((work) => work.direction === 'outbound') ? 'outbound' : 'inbound'
  if (core.busyWith !== null) return core.busyWith
  return core.dialling.length > 0 ? 'outbound' : null
}

function loadOf(core: AgentCore): Record<string, number> {
  const load: Record<string, number> = {}
  for (const work of core.work) load[work.channel] = (load[work.channel] ?? 0) + 1
  return load
}

/**
 * Present and worked time of the site's day in ms, up to the last full minute: finer would change every row all the
 * time.
 */
export function presenceOf(
  core: AgentCore,
  today: number,
  now: number,
): { presentMs: number; occupiedMs: number } {
  const isToday = core.sums.day === today
  const until = Math.floor(now / 60_000) * 60_000
  const openMs = Math.max(0, until - Math.max(core.bookedTo === NEVER ? until : core.bookedTo, today))
  const presentMs = (isToday ? core.sums.presentMs : 0) + (isPresent(core.state) ? openMs : 0)
  const occupiedMs = (isToday ? core.sums.occupiedMs : 0) + (isOccupied(core.state) ? openMs : 0)
  return { presentMs, occupiedMs }
}

function shiftOf({ shift }: AgentCore): AgentRow['shift'] {
  const from = parseInstant(shift?.from)
  const to = parseInstant(shift?.to)
  return from === null || to === null ? null : { from: instantText(from), to: instantText(to) }
}

/** The row of an agent at `now`, on the site's day that starts at `today` (ms). */
export function agentRow(
  id: string,
  core: AgentCore,
  facts: AgentFacts,
  today: number,
  now: number,
): AgentRow {
  const sums = core.sums.day === today ? core.sums : null
  const { presentMs, occupiedMs } = presenceOf(core, today, now)
  return {
    id,
    name: facts.name ?? core.name ?? readableId(id),
    team: facts.team ?? core.team ?? 'unassigned',
    queues: [...core.queues],
    penalties: core.penalties ?? (facts.tellsPenalties === true ? {} : null),
    pausedIn: core.pausedIn.map(({ queue, reason }) => ({ queue, reason })),
    state: core.state,
    doing: doingOf(core),
    shift: shiftOf(core),
    reason: core.state === 'away' ? core.awayReason : null,
    away: core.away ? { reason: core.awayReason, by: core.awayBy } : null,
    acts: facts.acts ?? null,
    since: core.since === NEVER ? null : instantText(core.since),
    contacts: contactsOf(core),
    load: loadOf(core),
    handled: sums?.handled ?? 0,
    ahtSec:
      sums === null || sums.finishedLegs === 0 ? null : Math.round(sums.handleMs / sums.finishedLegs) / 1_000,
    occupancy: ratio(occupiedMs, presentMs),
    sinceBreak: core.sinceBreak === null || core.state === 'away' ? null : instantText(core.sinceBreak),
  }
}

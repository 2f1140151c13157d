import type { EventOfKind } from '../event/event.ts'
import { type AgentTimeline, newTimeline } from './agent-history.ts'
import { newSegment } from './agent-segments.ts'
import {
  type AgentContact,
  type AgentCore,
  type LapsedWrap,
  NEVER,
  type Work,
  type Wrap,
} from './agent-state.ts'

type Pairs<T> = [contact: string, what: T][]
type Lists = 'ringing' | 'dialling' | 'work' | 'wraps' | 'lapsed'
type CoreDump = Omit<AgentCore, Lists | 'since' | 'bookedTo'> & {
  since: number | null
  bookedTo: number | null
  ringing: Pairs<number>
  dialling: Pairs<number>
  work: Pairs<Omit<Work, 'contact'>>
  wraps: Pairs<Omit<Wrap, 'contact'>>
  lapsed: Pairs<Omit<LapsedWrap, 'contact'>>
}

/** An agent as JSON. */
export interface AgentDump {
  id: string
  core: CoreDump
  retiredTo: number
  stretches: { from: number; day: number; base: CoreDump; own: EventOfKind<'agent'>[]; contacts: string[] }[]
}

const ofCalls = (calls: readonly AgentContact[]): Pairs<number> =>
  calls.map(({ contact, at }) => [contact, at])
const toCalls = (pairs: Pairs<number>): AgentContact[] => pairs.map(([contact, at]) => ({ contact, at }))

function ofList<T extends { contact: string }>(list: readonly T[]): Pairs<Omit<T, 'contact'>> {
  return list.map(({ contact, ...rest }) => [contact, rest])
}

function dumpCore(core: AgentCore): CoreDump {
  const { ringing, dialling, work, wraps, lapsed, ...rest } = core
  return {
    ...rest,
    since: core.since === NEVER ? null : core.since,
    bookedTo: core.bookedTo === NEVER ? null : core.bookedTo,
    ringing: ofCalls(ringing),
    dialling: ofCalls(dialling),
    work: ofList(work),
    wraps: ofList(wraps),
    lapsed: ofList(lapsed),
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

/**
 * Written out, each list and each item: what is loaded is to be of the same shape as what is folded. `queues` is the
 * agent's list, if it is the same one.
 */
function loadCore(dump: CoreDump, queues = dump.queues): AgentCore {
  const { day, occupiedMs, presentMs, handled, finishedLegs, handleMs } = dump.sums
  return {
    signedIn: dump.signedIn,
    away: dump.away,
    awayReason: dump.awayReason,
    awayBy: dump.awayBy,
    busyWith: dump.busyWith,
    name: dump.name,
    team: dump.team,
    queues: isSame(dump.queues, queues) ? queues : dump.queues,
    // An earlier program kept neither of these two.
    penalties: dump.penalties ?? null,
    pausedIn: (dump.pausedIn ?? []).map(({ queue, reason }) => ({ queue, reason })),
    shift: dump.shift,
    ringing: toCalls(dump.ringing),
    dialling: toCalls(dump.dialling),
    work: dump.work.map(([contact, { queue, channel, direction, from, held }]) => ({
      ...{ contact, queue, channel, direction, from, held },
    })),
    wraps: dump.wraps.map(([contact, { queue, channel, legFrom, from, until }]) => ({
      ...{ contact, queue, channel, legFrom, from, until },
    })),
    lapsed: dump.lapsed.map(([contact, { legFrom, from, lapsedAt }]) => ({
      ...{ contact, legFrom, from, lapsedAt },
    })),
    state: dump.state,
    since: dump.since ?? NEVER,
    bookedTo: dump.bookedTo ?? NEVER,
    sinceBreak: dump.sinceBreak,
    sums: { day, occupiedMs, presentMs, handled, finishedLegs, handleMs },
  }
}

/** An agent's timeline as a snapshot writes it down: JSON, instants in ms since 1970. */
export function dumpAgent({ id, core, retiredTo, segments }: AgentTimeline): AgentDump {
  return {
    id,
    core: dumpCore(core),
    retiredTo,
    stretches: segments.map(({ from, day, base, own, contacts }) => ({
      from,
      day,
      base: dumpCore(base),
      own: own.flatMap(({ part, event }) => (part === null ? [event] : [])),
      contacts: [...new Set(contacts)],
    })),
  }
}

/** The timeline of a snapshot; what lies before its segments is known by its sums alone. */
export function loadAgent(dump: AgentDump): AgentTimeline {
  const core = loadCore(dump.core)
  const timeline = newTimeline(dump.id)
  timeline.core = core
  timeline.retiredTo = dump.retiredTo
  timeline.trimmed = true
  timeline.trimmedTo = core.bookedTo
  timeline.heardTo = core.bookedTo
  for (const { from, day, base, own, contacts } of dump.stretches) {
    const segment = newSegment(from, day, loadCore(base, core.queues), core.bookedTo, contacts)
    for (const event of own) segment.own.push({ event, part: null })
    timeline.segments.push(segment)
  }
  timeline.latest = timeline.segments.at(-1) ?? null
  return timeline
}

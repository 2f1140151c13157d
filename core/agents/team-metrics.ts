import { ratio } from '../queues/service-level.ts'
import type { TeamRow } from '../rows/row.ts'
import { presenceOf } from './agent-row.ts'
import type { AgentCore } from './agent-state.ts'
import type { TeamMembers } from './team-members.ts'

export interface TeamMetrics {
  /**
   * What the agents of a team have done on the site's day that starts at `today` (ms), from their summed times: never a
   * mean of means. Durations in seconds, shares from 0 to 1, null where there is nothing to divide by.
   */
  of(team: string, today: number, now: number): Pick<TeamRow, 'signedIn' | 'handled' | 'ahtSec' | 'occupancy'>
}

/** What one agent adds to the sums of the team; times in ms. */
interface Part {
  readonly signedIn: number
  readonly handled: number
  readonly legs: number
  readonly handleMs: number
  readonly presentMs: number
  readonly occupiedMs: number
}

interface Sums {
  readonly today: number
  readonly minute: number
  readonly parts: Map<string, Part>
  readonly sum: { -readonly [Each in keyof Part]: number }
}

function partOf(core: AgentCore, today: number, now: number): Part {
  const { sums } = core
  const isToday = sums.day === today
  return {
    signedIn: core.state === 'offline' ? 0 : 1,
    handled: isToday ? sums.handled : 0,
    legs: isToday ? sums.finishedLegs : 0,
    handleMs: isToday ? sums.handleMs : 0,
    ...presenceOf(core, today, now),
  }
}

/**
 * Sums what agents add to their teams. Within a minute, by whose beginning presence is counted, only those who changed
 * are asked again, however many are in the team.
 */
export function createTeamMetrics(
  members: Pick<TeamMembers, 'of' | 'takeChanged'>,
  coreOf: (agent: string) => AgentCore,
): TeamMetrics {
  const teams = new Map<string, Sums>()

  function add({ sum }: Sums, part: Part, times: 1 | -1): void {
    sum.signedIn += times * part.signedIn
    sum.handled += times * part.handled
    sum.legs += times * part.legs
    sum.handleMs += times * part.handleMs
    sum.presentMs += times * part.presentMs
    sum.occupiedMs += times * part.occupiedMs
  }

  function ask(sums: Sums, team: string, agent: string, now: number): void {
    const before = sums.parts.get(agent)
    if (before !== undefined) add(sums, before, -1)
    sums.parts.delete(agent)
    if (!members.of(team).has(agent)) return
    const part = partOf(coreOf(agent), sums.today, now)
    sums.parts.set(agent, part)
    add(sums, part, 1)
  }

  function begin(team: string, today: number, minute: number): Sums {
    const sum = { signedIn: 0, handled: 0, legs: 0, handleMs: 0, presentMs: 0, occupiedMs: 0 }
    const sums = { today, minute, parts: new Map<string, Part>(), sum }
    teams.set(team, sums)
    return sums
  }

  return {
    of(team, today, now) {
      const minute = Math.floor(now / 60_000)
      const changed = members.takeChanged(team)
      const kept = teams.get(team)
      const isKept = kept?.today === today && kept.minute === minute
      const sums = isKept ? kept : begin(team, today, minute)
      for (const agent of isKept ? changed : members.of(team)) ask(sums, team, agent, now)
      const { signedIn, handled, legs, handleMs, presentMs, occupiedMs } = sums.sum
      return {
        signedIn,
        handled,
        ahtSec: legs === 0 ? null : Math.round(handleMs / legs) / 1_000,
        occupancy: ratio(occupiedMs, presentMs),
      }
    },
  }
}

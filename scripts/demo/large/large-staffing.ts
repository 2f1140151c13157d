import type { Site } from '#core/site/site-schema.ts'
import { type DemoStaffing, type SimQueue, staffingOf } from '../model/staffing.ts'

/** A hall of short matters: who is asked for a bill or an appointment is done within a minute. */
const SHORTER = 0.18

/** Who does what on the large floor: the demo's staffing, but for short calls, and nobody helps another team. */
export function largeStaffing(site: Site): DemoStaffing | null {
  const usual = staffingOf(site)
  if (usual === null) return null
  const short = (queue: SimQueue): SimQueue => ({
    ...queue,
    talkSec: queue.talkSec * SHORTER,
    wrapSec: queue.wrapSec * 2 * SHORTER,
  })
  const teams = usual.teams.map((team) => ({
    ...team,
    queues: team.queues.map(short),
    capacity: team.agents.length,
  }))
  return {
    ...usual,
    teams,
    queues: teams.flatMap(({ queues }) => queues),
    skillsOf: (agent) => ({ own: usual.skillsOf(agent).own, helps: [] }),
  }
}

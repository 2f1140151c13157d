import { peopleOfRole } from '#core/alerts/routing/people-of.ts'
import { tellingId } from '#core/alerts/routing/tell.ts'
import { outsideWays, type World } from '#core/alerts/routing/world.ts'
import type { Telling } from '#core/alerts/telling.ts'
import { aboutNote, type MachineNote } from '#core/machine-note.ts'
import { hash128 } from '#core/rules/rule-event-id.ts'
import { lineOf } from '#store/jobs/tellings/telling-place.ts'

const HOUR_MS = 3_600_000

/**
 * What tells the admins, by their other ways, that nothing gets through on one. At most once an hour for each line:
 * what comes and goes is one trouble.
 */
export function troubleTellings(line: string, reason: string, world: World): Telling[] {
  return toAdmins(line, { trouble: { line, reason } }, world)
}

/** The same of what is the matter with the machine, at most once an hour for each thing that it is about. */
export function machineTellings(note: MachineNote, world: World): Telling[] {
  return toAdmins(`machine/${aboutNote(note)}`, { machine: note }, world)
}

function toAdmins(line: string, what: Pick<Telling, 'trouble' | 'machine'>, world: World): Telling[] {
  const { site, now } = world
  const admins = peopleOfRole(site, 'admin')
  const people = admins.length > 0 ? admins : peopleOfRole(site, 'supervisor')
  const from = hash128(JSON.stringify(['trouble', line, Math.floor(now / HOUR_MS)]))
  return people.flatMap(({ id, name, language = site.site.language }) =>
    outsideWays({ is: 'person', id }, world)
      .filter((way) => lineOf(way) !== line)
      .map((way) => ({
        ...{ id: tellingId(from, id, way), kind: 'trouble' as const, conversation: `trouble/${line}` },
        to: { is: 'person' as const, id, name, language },
        ...{ way, step: 0, round: 0, at: now, severity: 'warning' as const, alerts: [] },
        counts: { info: 0, warning: 0, critical: 0 },
        ...what,
      })),
  )
}

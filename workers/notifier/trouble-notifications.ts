import { hash128 } from '#core/collections/hash128.ts'
import { aboutNote, type MachineNote } from '#core/machine/machine-note.ts'
import { notificationId } from '#core/notify/delivery-receipt.ts'
import type { Notification } from '#core/notify/notification.ts'
import { peopleOfRole } from '#core/notify/people-of.ts'
import { outsideMethods, type PlanningContext } from '#core/notify/planning-context.ts'
import { laneOf } from '#store/jobs/notifications/lane-of.ts'

const HOUR_MS = 3_600_000

/**
 * What tells the admins, by their other ways, that nothing gets through on one. At most once an hour for each line:
 * what comes and goes is one trouble.
 */
export function troubleNotifications(
  lane: string,
  reason: string,
  planning: PlanningContext,
): Notification[] {
  return toAdmins(lane, { trouble: { line: lane, reason } }, planning)
}

/** The same of what is the matter with the machine, at most once an hour for each thing that it is about. */
export function machineNotifications(note: MachineNote, planning: PlanningContext): Notification[] {
  return toAdmins(`machine/${aboutNote(note)}`, { machine: note }, planning)
}

function toAdmins(
  lane: string,
  what: Pick<Notification, 'trouble' | 'machine'>,
  planning: PlanningContext,
): Notification[] {
  const { site, now } = planning
  const admins = peopleOfRole(site, 'admin')
  const people = admins.length > 0 ? admins : peopleOfRole(site, 'supervisor')
  const from = hash128(JSON.stringify(['trouble', lane, Math.floor(now / HOUR_MS)]))
  return people.flatMap(({ id, name, language = site.site.language }) =>
    outsideMethods({ is: 'person', id }, planning)
      .filter((method) => laneOf(method) !== lane)
      .map((method) => ({
        ...{
          id: notificationId(from, id, method),
          kind: 'trouble' as const,
          conversation: `trouble/${lane}`,
        },
        to: { is: 'person' as const, id, name, language },
        ...{ way: method, step: 0, round: 0, at: now, severity: 'warning' as const, alerts: [] },
        counts: { info: 0, warning: 0, critical: 0 },
        ...what,
      })),
  )
}

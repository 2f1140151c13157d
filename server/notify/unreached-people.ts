import { onDutyAt } from '#core/notify/on-duty.ts'
import { isPushAlone, type KnownContactMethod } from '#core/notify/person-contact-methods.ts'
import { outsideMethods, type PlanningContext } from '#core/notify/planning-context.ts'
import { unreached } from '#core/notify/unreached.ts'
import { instantText } from '#core/rows/row.ts'

/** Somebody who can be told on the screen only, or on fewer ways than they think. */
export interface UnreachedPerson {
  readonly person: string
  readonly name: string
  readonly role: string
  /** Nothing beside the screen reaches them. */
  readonly screenOnly: boolean
  /** Nothing beside the screen reaches them but pushes, of which nobody knows whether they are shown. */
  readonly pushOnly: boolean
  /** Ways of theirs that are dead, and why. */
  readonly dead: readonly {
    readonly channel: string
    readonly name: string
    readonly reason: string
    readonly at: string
  }[]
}

/** The people whom a message may not reach when it has to: those with no way beside the screen but pushes, and dead ways. */
export function unreachedPeople(
  planning: PlanningContext,
  known: (person: string) => readonly KnownContactMethod[],
): UnreachedPerson[] {
  return planning.site.people.flatMap((person) => {
    if (person.disabled === true) return []
    const dead = known(person.id).flatMap(({ channel, name, dead: died }) =>
      died === null ? [] : [{ channel, name, reason: died.reason, at: instantText(died.at) }],
    )
    const outside = outsideMethods({ is: 'person', id: person.id }, planning)
    const [screenOnly, pushOnly] = [outside.length === 0, isPushAlone(outside)]
    if (!screenOnly && !pushOnly && dead.length === 0) return []
    return [{ person: person.id, name: person.name, role: person.role, screenOnly, pushOnly, dead }]
  })
}

/** A word of a ladder, a department or a roster behind which nobody stands. */
export interface NobodyThere {
  readonly is: 'step' | 'department' | 'roster'
  /** The alert's rule, the department, the roster. */
  readonly what: string
  readonly as: string | null
  readonly reason: string
  readonly at: string | null
}

/** Steps of open alerts that found nobody, alerts that reached nobody so far, departments that cannot be told, rosters without anybody on duty now. */
export function nobodyThere(planning: PlanningContext): NobodyThere[] {
  const { floor, site, now } = planning
  const empty = [...floor.ids('alert')].flatMap((id) => {
    const row = floor.row('alert', id)
    if (row === null || row.state === 'resolved') return []
    return floor.receipts
      .escalationSteps(id)
      .flatMap(({ at, recipients, missing }) =>
        recipients.length > 0 ? [] : missing.map(({ as, reason }) => ({ what: row.rule, as, reason, at })),
      )
  })
  const failed = unreached(planning).flatMap(({ alert, since: at, missing }) =>
    missing.map(({ as, reason }) => ({ what: floor.row('alert', alert)!.rule, as, reason, at })),
  )
  const steps = [...empty, ...failed].map(
    ({ at, ...step }): NobodyThere => ({
      ...{ is: 'step', ...step },
      at: instantText(at),
    }),
  )
  const departments = site.departments
    .filter(({ id }) => outsideMethods({ is: 'department', id }, planning).length === 0)
    .map(({ id }): NobodyThere => ({ is: 'department', what: id, as: null, reason: 'no reach', at: null }))
  const rosters = site.alerts.rosters
    .filter((roster) => onDutyAt(roster, floor.receipts.swaps(), now, site.site.timezone).length === 0)
    .map(({ id }): NobodyThere => ({ is: 'roster', what: id, as: null, reason: 'nobody on duty', at: null }))
  return [...steps, ...departments, ...rosters]
}

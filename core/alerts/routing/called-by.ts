import type { NamedAlert } from '../alert-book.ts'
import type { Call, Called, Missing } from './call.ts'
import { howTold } from './how-told.ts'
import { type Place, placeOf } from './place-of.ts'
import { type Resolved, resolveWho } from './resolve-who.ts'
import type { Step } from './routes.ts'
import type { Interruption } from './told-book.ts'
import { whoText } from './who.ts'
import type { World } from './world.ts'

/** A step of a ladder that is being taken. */
export interface Taking {
  readonly step: Step
  readonly named: NamedAlert
  readonly conversation: string
  readonly gravity: number
  /** The steps taken before in this round. */
  readonly earlier: readonly Call[]
  /** A person's interruptions so far. */
  readonly before: (person: string) => readonly Interruption[]
}

/** Where the alert belongs: a team that its subject has lost since is still the team that it was raised in. */
export function placeOfAlert(
  { subject, alert }: NamedAlert,
  { floor, site }: Pick<World, 'floor' | 'site'>,
): Place {
  const place = placeOf(subject, floor, site)
  return { ...place, case: place.case ?? alert.about.case, team: place.team ?? alert.about.team }
}

/** Who stands behind each word of a step at `world.now`. */
export function peopleOfStep(step: Step, named: NamedAlert, world: World): { as: string; found: Resolved }[] {
  const { site, floor, now } = world
  const staffing = {
    ...{ site, look: floor, swaps: floor.told.swaps() },
    reachable: (person: string) => world.ways(person).length > 0,
  }
  const [row, place] = [floor.row('alert', named.id), placeOfAlert(named, world)]
  return step.who.map((who) => ({ as: whoText(who), found: resolveWho(who, place, row, now, staffing) }))
}

/** Those of a step, each once and nobody who was told in this round, and the words behind which nobody is left. */
export function calledBy(taking: Taking, world: World): Pick<Call, 'called' | 'missing'> {
  const { step, named, conversation, gravity, earlier, before } = taking
  const { severity } = named.alert.about
  const told = new Set(
    earlier.flatMap(({ called }) =>
      called.filter(({ how }) => how !== 'silent').map(({ to }) => `${to.is}/${to.id}`),
    ),
  )
  const called: Called[] = []
  const missing: Missing[] = []

  /** False: they were called before. */
  function isFirst(is: 'person' | 'department', id: string): boolean {
    const key = `${is}/${id}`
    return !told.has(key) && told.add(key) !== undefined
  }

  for (const { as, found } of peopleOfStep(step, named, world)) {
    if (found.people.length + found.departments.length === 0) missing.push({ as, reason: found.why })
    for (const id of found.departments)
      if (isFirst('department', id)) called.push({ to: { is: 'department', id }, as, how: 'loud' })
    for (const { id } of found.people) {
      if (world.ways(id).length === 0) missing.push({ as, reason: `${id} has no way to be told` })
      else if (isFirst('person', id)) {
        const occasion = { subject: named.id, conversation, severity, gravity, silent: step.silent }
        called.push({ to: { is: 'person', id }, as, ...howTold(id, occasion, before(id), world) })
      }
    }
  }
  return { called, missing }
}

import type { NamedAlert } from '../alert-book.ts'
import { conversationKey } from '../conversation.ts'
import { WAKES_MS } from '../read-alert-event.ts'
import { callFailedAt, toldFrom } from './asks.ts'
import { type Call, callKey } from './call.ts'
import { calledBy, placeOfAlert } from './called-by.ts'
import { type Firing, firingOf, givenTo, urgeOf } from './firing.ts'
import { gravityOf } from './gravity.ts'
import { type ChosenRoute, chooseRoute } from './match-route.ts'
import { personOf } from './people-of.ts'
import type { Place } from './place-of.ts'
import { isSignedIn } from './resolve-who.ts'
import { type Route, urges } from './routes.ts'
import type { Interruption } from './told-book.ts'
import type { World } from './world.ts'

/** What is to be done about an alert now, and when to look again. */
export interface Plan {
  readonly due: Call | null
  /** The instant (ms) of the next step; null: nothing follows of itself. */
  readonly next: number | null
}

/** A step of a ladder, and how often the ladder was climbed before. */
export interface Position {
  readonly round: number
  readonly step: number
}

const NOTHING: Plan = { due: null, next: null }
/** A warning that is not the last one: the owner's desk alone, or the leads at once where the owner is not there. */
const DESK: Route = {
  id: 'desk',
  from: 'warning',
  steps: [{ afterMs: 0, who: [{ is: 'owner' }], silent: true }],
  repeat: null,
}
const LEADS_INSTEAD: Route = {
  id: 'leads',
  from: 'warning',
  steps: [{ afterMs: 0, who: [{ is: 'leads' }], silent: false }],
  repeat: null,
}

/** Whoever an alert was given to is told so, and it goes no further. */
const toPerson = (id: string): Route => ({
  id: 'given',
  from: 'warning',
  steps: [{ afterMs: 0, who: [{ is: 'person', id }], silent: false }],
  repeat: null,
})

/** Whose it is, if they are there to see their desk. */
function ownerIsThere({ owner }: Place, { site, floor }: Pick<World, 'site' | 'floor'>): boolean {
  const person = owner === null ? null : personOf(site, owner)
  return person !== null && isSignedIn(person, floor)
}

/** The ladder that an alert climbs, and why this one. */
export function ladderOf(named: NamedAlert, at: number, world: World): ChosenRoute {
  const { alert, rule } = named
  const { site } = world
  const given = givenTo(alert, world.now)
  if (given !== null) return { route: toPerson(given.by), why: `${given.givenBy} gave it to ${given.by}` }
  const place = placeOfAlert(named, world)
  const { queue, team, kind } = place
  const chosen = chooseRoute({ rule, severity: alert.about.severity, queue, team, kind }, at, world)
  const urge = urgeOf(
    alert,
    site.rules.find(({ id }) => id === rule),
  )
  if (urges.indexOf(urge) >= urges.indexOf(chosen.route.from)) return chosen
  return ownerIsThere(place, world)
    ? { route: DESK, why: `an early warning is for the owner’s desk (${chosen.why})` }
    : { route: LEADS_INSTEAD, why: `an early warning, and its owner is not signed in (${chosen.why})` }
}

/** The position after those that were taken; null: the ladder was climbed to its end, as often as it may be. */
export function positionAfter(taken: readonly Position[], { steps, repeat }: Route): Position | null {
  const last = taken.at(-1)
  if (last === undefined) return { round: 0, step: 0 }
  if (last.step + 1 < steps.length) return { round: last.round, step: last.step + 1 }
  return repeat !== null && last.round < repeat.most ? { round: last.round + 1, step: 0 } : null
}

/** When a position is due: counted from when somebody was told by the step before, at once if nobody could be. */
function dueAt(
  { step }: Position,
  route: Route,
  firing: Firing,
  last: Call | undefined,
  world: World,
): number {
  if (last === undefined) return firing.at
  const { steps, repeat } = route
  const gapMs = step === 0 ? repeat!.everyMs : steps[step]!.afterMs - steps[step - 1]!.afterMs
  const planned = toldFrom(last) + gapMs
  const failedAt = callFailedAt(last, world)
  return failedAt === null ? planned : Math.min(planned, failedAt)
}

/**
 * The step of an alert's ladder that is due at `world.now`, or when the next one is. `before`: a person's interruptions
 * so far, with those that were planned just now.
 */
export function planAlert(
  named: NamedAlert,
  before: (person: string) => readonly Interruption[],
  world: World,
): Plan {
  const { id: subject, alert } = named
  const { floor, now } = world
  const firing = firingOf(alert, now)
  if (firing === null) return NOTHING
  const calls = floor.told.calls(subject).filter((call) => call.firing === firing.key)
  if (calls.length === 0 && now - firing.at > WAKES_MS) return NOTHING
  const { route } = ladderOf(named, firing.at, world)
  const position = positionAfter(calls, route)
  if (position === null) return NOTHING
  const at = dueAt(position, route, firing, calls.at(-1), world)
  if (at > now) return { due: null, next: at }
  const gravity = gravityOf(alert.about.severity, alert.step > 0)
  const conversation = conversationKey({ id: subject, case: alert.about.case })
  const place = { subject, firing: firing.key, ...position }
  const round = calls.filter((call) => call.round === position.round)
  const step = route.steps[position.step]!
  const who = calledBy({ step, named, conversation, gravity, earlier: round, before }, world)
  return {
    due: { ...place, key: callKey(place), conversation, route: route.id, at: now, gravity, ...who },
    next: null,
  }
}

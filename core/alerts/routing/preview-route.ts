import type { AlertRow } from '../../row.ts'
import { aboutLine } from '../about-line.ts'
import type { NamedAlert } from '../alert-book.ts'
import { alertRow } from '../alert-row.ts'
import type { Alert, Cause } from '../alert-state.ts'
import { type Call, calledEvent } from './call.ts'
import { peopleOfStep, placeOfAlert } from './called-by.ts'
import type { Place } from './place-of.ts'
import { ladderOf, planAlert } from './plan-alert.ts'
import type { Urge } from './routes.ts'
import { createToldBook } from './told-book.ts'
import type { World } from './world.ts'

/** What would follow if a rule spoke up about a subject. */
export interface RoutePreview {
  readonly severity: AlertRow['severity']
  readonly place: Place
  readonly route: string
  readonly why: string
  /** As nobody takes it. */
  readonly steps: readonly PreviewedStep[]
}

export interface PreviewedStep {
  readonly call: Call
  /** Why the people behind each word of the ladder are who they are. */
  readonly why: Readonly<Record<string, string>>
}

const ID = 'preview'
const LAST_STAGE = 1_000

function causeOf(urge: Urge, at: number): Cause {
  if (urge === 'breach') return { why: 'breached', at, stage: null }
  return { why: 'warned', at, stage: urge === 'warning' ? -1 : LAST_STAGE }
}

function namedAlert(rule: string, subject: string, urge: Urge, at: number, world: World): NamedAlert {
  const alert: Alert = {
    about: aboutLine({ rule, subject }, world.floor, world.site),
    ...{ raisedAt: at, dueAt: at, cause: causeOf(urge, at), held: false, standing: { is: 'open' } },
    step: urge === 'breach' ? 1 : 0,
  }
  return { id: ID, rule, subject, alert }
}

/**
 * Who would be told, in what order and why, if the rule spoke up about the subject at `world.now`, everything arrived
 * and nobody took it.
 */
export function previewRoute(rule: string, subject: string, urge: Urge, world: World): RoutePreview {
  const told = createToldBook()
  const named = namedAlert(rule, subject, urge, world.now, world)
  const row = alertRow(named, named.alert, world.now)
  const floor: World['floor'] = {
    ...world.floor,
    told: { ...told, swaps: () => world.floor.told.swaps() },
    alert: () => named,
    row: ((type, id) =>
      type === 'alert' && id === ID ? row : world.floor.row(type, id)) as World['floor']['row'],
  }
  const { route, why } = ladderOf(named, world.now, { ...world, floor })
  const steps: PreviewedStep[] = []
  for (let now: number | null = world.now; now !== null; ) {
    const present = { ...world, floor, now }
    const { due, next } = planAlert(named, (person) => told.interruptions(person), present)
    if (due !== null) {
      told.hear(calledEvent(due))
      const found = peopleOfStep(route.steps[due.step]!, named, present)
      steps.push({ call: due, why: Object.fromEntries(found.map(({ as, found: { why: is } }) => [as, is])) })
    }
    now = due === null ? next : now
  }
  const place = placeOfAlert(named, world)
  return { severity: named.alert.about.severity, place, route: route.id, why, steps }
}

import type { HolidaySource } from '../calendars/opening-days.ts'
import type { ConfigError } from '../config/config-error.ts'
import { faultSentence } from '../config/fault-words.ts'
import { createFloor } from '../floor/create-floor.ts'
import { instantText } from '../rows/row.ts'
import type { Site } from '../site/site-schema.ts'
import { subjectEvents } from './assumed-subject.ts'
import { checkAlerts } from './check-alerts.ts'
import type { StepRecipient } from './escalation-step.ts'
import {
  createPlanningContexts,
  outsideMethods,
  type PeopleSettings,
  type PlanningContext,
} from './planning-context.ts'
import { type PreviewedStep, previewRoute } from './preview-route.ts'
import type { AlertStage } from './routes.ts'

/** What is asked of routes and rosters that are being written: who would be told, if this rule spoke up there and then. */
export interface RouteQuestion {
  readonly rule: string
  readonly stage: AlertStage
  readonly at: number
  readonly queue: string | undefined
  readonly owner: string | undefined
}

/** One who would be told, and how. */
export interface AnsweredRecipient {
  readonly is: 'person' | 'department'
  readonly name: string
  /** The ladder's word behind which they stand. */
  readonly as: string
  readonly how: StepRecipient['how']
  /** Until when it would be held; null: it is not. */
  readonly until: string | null
  readonly channels: readonly string[]
}

export interface AnsweredStep {
  readonly at: string
  readonly round: number
  readonly called: readonly AnsweredRecipient[]
  /** Words behind which there is nobody, or nobody who can be told. */
  readonly missing: readonly string[]
}

export type RouteAnswer =
  | { ok: true; route: string; severity: string; steps: AnsweredStep[]; more: number }
  | { ok: false; fault: ConfigError }

const SHOWN = 30
const SUBJECT = 'asked'

/** The subject that a rule would speak up about: what is there by the site file, else one that is assumed. */
function subjectOf(kind: string, { queue, owner }: RouteQuestion, site: Site): string {
  const team = site.queues.find(({ id }) => id === queue)?.team ?? site.teams[0]?.id
  const known: Readonly<Record<string, string | undefined>> = {
    ...{ queue: queue ?? site.queues[0]?.id, agent: owner ?? site.people.find(({ agent }) => agent)?.agent },
    ...{ team, feed: site.feeds[0]?.id, site: site.site.id },
  }
  return `${kind}/${known[kind] ?? SUBJECT}`
}

/**
 * Who would be told by these routes and rosters, in what order, when and how, if nobody took it: asked of a floor on
 * which nothing else happens. `known`: what people have set themselves. A site of a thousand people takes some 50 ms.
 */
export function routeAnswer(
  site: Site,
  asked: RouteQuestion,
  { known, holidays }: { readonly known: PeopleSettings | null; readonly holidays: HolidaySource },
): RouteAnswer {
  const [fault] = checkAlerts(site)
  if (fault !== undefined) return { ok: false, fault }
  const rule = site.rules.find(({ id }) => id === asked.rule)
  if (rule === undefined)
    return {
      ok: false,
      fault: { path: ['rule'], ...faultSentence('unknown', { what: 'rule', id: asked.rule }) },
    }
  const floor = createFloor({ site, holidays })
  const subject = subjectOf(rule.subject, asked, site)
  const { queue, owner, at } = asked
  const assumed = { kind: undefined, queue, team: undefined, owner, department: site.departments[0]?.id }
  for (const [index, event] of subjectEvents(subject, at, assumed).entries())
    floor.apply({ pos: `${at}-${index}`, at, event })
  floor.advance(at)
  const planning = createPlanningContexts(holidays, () => known)(floor, at)
  const { route, severity, steps } = previewRoute(rule.id, subject, asked.stage, planning)
  const shown = steps.slice(0, SHOWN).map((step) => shownStep(step, planning))
  return { ok: true, route, severity, steps: shown, more: steps.length - shown.length }
}

function shownStep({ step }: PreviewedStep, planning: PlanningContext): AnsweredStep {
  return {
    at: instantText(step.at),
    round: step.round,
    called: step.recipients.map((one) => shownRecipient(one, planning)),
    missing: step.missing.map(({ as }) => as),
  }
}

function shownRecipient(one: StepRecipient, planning: PlanningContext): AnsweredRecipient {
  const { site } = planning
  const { is, id } = one.to
  const list: readonly { id: string; name: string }[] = is === 'person' ? site.people : site.departments
  return {
    ...{ is, as: one.as, how: one.how, name: list.find((each) => each.id === id)?.name ?? id },
    until: one.how === 'held' ? instantText(one.until) : null,
    channels: [...new Set(outsideMethods(one.to, planning).map(({ channel }) => channel))],
  }
}

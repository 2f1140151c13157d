import { zoneOf } from '#core/calendars/zone.ts'
import type { StepRecipient } from '#core/notify/escalation-step.ts'
import { outsideMethods, type PlanningContext } from '#core/notify/planning-context.ts'
import type { PreviewedStep, RoutePreview } from '#core/notify/preview-route.ts'
import type { Wanted } from './arguments.ts'

const URGE = {
  breach: 'breached',
  'last-warning': 'warned for the last time',
  warning: 'warned early',
} as const

function clock(at: number, { site }: PlanningContext): string {
  const wall = new Date(zoneOf(site.site.timezone).wallAt(at)).toISOString()
  return `${wall.slice(0, 10)} ${wall.slice(11, wall.slice(17, 19) === '00' ? 16 : 19)}`
}

function nameOf({ to }: StepRecipient, { site }: PlanningContext): string {
  const list = to.is === 'person' ? site.people : site.departments
  const name = list.find(({ id }) => id === to.id)?.name
  return name === undefined ? to.id : `${to.id} (${name})`
}

function howText(called: StepRecipient, planning: PlanningContext): string {
  const methods = outsideMethods(called.to, planning).map(({ channel }) => channel)
  const on = ['screen', ...new Set(methods)].join(', ')
  switch (called.how) {
    case 'loud':
      return `by ${on}`
    case 'soft':
      return 'on the screen: told of this case within the hour'
    case 'silent':
      return 'on the screen only'
    case 'held': {
      const why = called.reason === 'quiet' ? 'quiet hours' : 'the cap of the hour is reached'
      return `held until ${clock(called.until, planning)}: ${why}; then by ${on}`
    }
    default:
      return called satisfies never
  }
}

function stepLines({ step, why }: PreviewedStep, number: number, planning: PlanningContext): string[] {
  const head = `${number}. ${clock(step.at, planning)}${step.round === 0 ? '' : `, time ${step.round + 1}`}`
  const called = step.recipients.map(
    (one) => `     ${nameOf(one, planning)} ${howText(one, planning)} [${one.as}: ${why[one.as]}]`,
  )
  const missing = step.missing.map(({ as, reason }) => `     nobody [${as}: ${reason}]`)
  if (called.length + missing.length === 0)
    return [head, '     nobody else: all of this step were told before']
  return [head, ...called, ...missing]
}

/** Who would be told, in what order, when and why, in words. */
export function routeLines(
  preview: RoutePreview,
  { rule, subject, at, stage }: Wanted,
  planning: PlanningContext,
): string[] {
  const { ownership, severity, route, why, steps } = preview
  const facts = Object.entries(ownership).filter(([, value]) => value !== null)
  return [
    `${rule} ${subject}, ${URGE[stage]} at ${clock(at, planning)} (${planning.site.site.timezone}), ${severity}`,
    `belongs to: ${facts.length === 0 ? 'nothing that is known' : facts.map(([key, value]) => `${key} ${value}`).join(', ')}`,
    `route ${route}: ${why}`,
    ...steps.flatMap((step, index) => stepLines(step, index + 1, planning)),
    'It stops as soon as its cause is gone or somebody takes it.',
  ]
}

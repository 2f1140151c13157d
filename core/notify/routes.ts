import { itemAt, lookUp, present } from '../collections/present.ts'
import { durationMs } from '../rules/duration.ts'
import type { Site } from '../site/site-schema.ts'
import type { RouteConfig } from './alerts-schema.ts'
import { builtInRoutes } from './built-in-routes.ts'
import { type Who, whoOf } from './who.ts'

/** How near it is: an early warning, the last one before the breach, the breach. */
export const alertStages = ['warning', 'last-warning', 'breach'] as const
export type AlertStage = (typeof alertStages)[number]

export interface LadderStep {
  /** Since the ladder began, ms. */
  readonly afterMs: number
  readonly who: readonly Who[]
  /** On the screen only. */
  readonly silent: boolean
}

/** A ladder, ready to be climbed. */
export interface EscalationRoute {
  readonly id: string
  /** What is less near than this is for the owner's desk alone. */
  readonly from: AlertStage
  readonly steps: readonly LadderStep[]
  readonly repeat: { readonly everyMs: number; readonly most: number } | null
}

function stepsOf({ ladder }: RouteConfig): LadderStep[] {
  return ladder.map(({ after, who, silent }) => ({
    afterMs: durationMs(after),
    who: who.map(whoOf),
    silent,
  }))
}

const builtIn: readonly EscalationRoute[] = Object.entries(builtInRoutes).map(([id, steps]) => ({
  id,
  from: 'last-warning',
  steps: steps.map((step) => ({ ...step, silent: false })),
  repeat: null,
}))

/** The routes of a site by id, built-in ones too, each with the ladders of those that it goes on with. */
export function escalationRoutes(site: Pick<Site, 'alerts'>): ReadonlyMap<string, EscalationRoute> {
  const configs = new Map(site.alerts.routes.map((route) => [route.id, route]))
  const routes = new Map(builtIn.map((route) => [route.id, route]))

  function stepsWithNext(config: RouteConfig): readonly LadderStep[] {
    const own = stepsOf(config)
    if (config.next === undefined) return own
    const later = configs.get(config.next)
    const rest = later === undefined ? lookUp(routes, config.next).steps : stepsWithNext(later)
    const lastMs = itemAt(own, own.length - 1).afterMs
    return [...own, ...rest.map((step) => ({ ...step, afterMs: lastMs + step.afterMs }))]
  }

  for (const config of configs.values()) {
    const { id, from, repeat } = config
    routes.set(id, {
      ...{ id, from },
      steps: stepsWithNext(config),
      repeat: repeat === undefined ? null : { everyMs: durationMs(repeat.every), most: repeat.most },
    })
  }
  return routes
}

/** Several routes climbed at once: the steps of all, in the order in which they are due. */
export function joinedRoute(routes: readonly EscalationRoute[]): EscalationRoute {
  if (routes.length === 1) return itemAt(routes, 0)
  return {
    id: routes.map(({ id }) => id).join('+'),
    from: present(
      alertStages.find((stage) => routes.some(({ from }) => from === stage)),
      'the stage of the routes',
    ),
    steps: routes.flatMap(({ steps }) => steps).sort((a, b) => a.afterMs - b.afterMs),
    repeat: routes.find(({ repeat }) => repeat !== null)?.repeat ?? null,
  }
}

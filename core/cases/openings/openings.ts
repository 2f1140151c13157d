import type { EventOfType } from '../../event/event.ts'
import type { Site } from '../../site/site-schema.ts'

type OpenedKind = EventOfType<'case.opened'>['data']['kind']

/** Which queues open cases by themselves, by the site file in force at an instant. */
export interface Openings {
  opens(queue: string, at: number): OpenedKind | null
  /** Whether any queue of any site file does. */
  mayOpen(): boolean
  configured(site: Site): void
}

export function createOpenings(siteAt: (at: number) => Site | null): Openings {
  /** Queues that open cases by any site file: of the others nothing more is asked. */
  const ever = new Set<string>()
  return {
    opens: (queue, at) =>
      (ever.has(queue) && siteAt(at)?.queues.find((candidate) => candidate.id === queue)?.opens) || null,
    mayOpen: () => ever.size > 0,
    configured(site) {
      for (const { id, opens } of site.queues) if (opens !== undefined) ever.add(id)
    },
  }
}

import type { Site } from '../site/site-schema.ts'

/** Which queues open cases by themselves, by the site file in force at an instant. */
export interface Openings {
  opens(queue: string, at: number): string | null
  /** Whether any queue of any site file does. */
  mayOpen(): boolean
  configured(site: Site): void
}

export function createOpenings(siteAt: (at: number) => Site | null): Openings {
  let any = false
  return {
    opens: (queue, at) =>
      (any && siteAt(at)?.queues.find((candidate) => candidate.id === queue)?.opens) || null,
    mayOpen: () => any,
    configured(site) {
      any ||= site.queues.some((queue) => queue.opens !== undefined)
    },
  }
}

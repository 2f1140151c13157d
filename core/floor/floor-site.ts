import type { AgentFacts } from '../agents/agent-row.ts'
import { type FeedOfAgent, feedsOfAgents } from '../site/acting-feed.ts'
import { siteLimits } from '../site/limits.ts'
import { factsOf } from '../site/site-agents.ts'
import { emptySite, type Site } from '../site/site-schema.ts'
import { createSiteDays, type SiteDays } from '../time/site-day.ts'

/** The site file in force, with what is asked of it at every event. */
export interface FloorSite {
  site(): Site
  /** The site's days, by its time zone. */
  days(): SiteDays
  /** What it says of an agent. */
  factsOf(agent: string): AgentFacts | undefined
  /** The PBX that has an agent. */
  readonly feedOfAgent: FeedOfAgent
  /** So many events of one entity are folded. */
  mostEvents(): number
  /** Another file comes into force. */
  put(site: Site): void
}

const readSite = (site: Site) => ({
  site,
  days: createSiteDays(site.site.timezone, site.site.dayStartsAt),
  facts: factsOf(site),
  feedOfAgent: feedsOfAgents(site),
  mostEvents: siteLimits(site).eventsPerEntity,
})

export function createFloorSite(): FloorSite {
  let now = readSite(emptySite())
  return {
    site: () => now.site,
    days: () => now.days,
    factsOf: (agent) => now.facts.get(agent),
    feedOfAgent: (agent) => now.feedOfAgent(agent),
    mostEvents: () => now.mostEvents,
    put(site) {
      now = readSite(site)
    },
  }
}

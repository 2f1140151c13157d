import { type Act, isAct } from '../pbx-actions/act-request.ts'
import type { FeedConfig, Site } from './site-schema.ts'

/** `PJSIP/101`, `Local/102@from-queue/n`: the id of an agent whom the site file does not name is the member's interface. */
const INTERFACE = /^[A-Za-z0-9]+\/./

/** The acts that a feed of kind `http` takes by signed requests; null: it takes none. */
export function webhookActs({ kind, actions }: FeedConfig): readonly Act[] | null {
  return kind === 'http' && actions !== undefined ? actions.acts.filter(isAct) : null
}

/** Finds the PBX that has an agent. */
export type FeedOfAgent = (agent: string) => FeedConfig | null

/**
 * By the feeds' tables of agents; whom none names is of the one PBX whose members have their interfaces for ids, or else
 * of the one feed that takes acts by signed requests. Null: no PBX is known to have the agent.
 */
export function feedsOfAgents(site: Pick<Site, 'feeds'>): FeedOfAgent {
  const named = new Map<string, FeedConfig>()
  for (const feed of site.feeds)
    for (const agent of Object.values(feed.agents ?? {})) if (!named.has(agent)) named.set(agent, feed)
  const fetched = site.feeds.filter(({ kind }) => kind === 'asterisk')
  const asked = site.feeds.filter((feed) => webhookActs(feed) !== null)
  const only = (feeds: readonly FeedConfig[]) => (feeds.length === 1 ? feeds[0]! : null)
  return (agent) => named.get(agent) ?? (INTERFACE.test(agent) ? only(fetched) : null) ?? only(asked)
}

/** The feed that a contact came from, of those of the site file: contacts of a PBX begin with its id. */
export function feedOfContact(site: Pick<Site, 'feeds'>, contact: string): FeedConfig | null {
  return site.feeds.find(({ id }) => contact.startsWith(`${id}/`)) ?? null
}

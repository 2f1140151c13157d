import type { ActAnswer, ActOrder } from '#core/pbx-actions/act-request.ts'
import type { FeedConfig, Site } from '#core/site/site-schema.ts'
import type { ConnectorHealth, ConnectorsContext, RunningFeed } from './connectors-context.ts'
import { runAsteriskFeed } from './run-asterisk-feed.ts'

export interface Connectors {
  /** Starts, stops and restarts connectors so that they are those of the site file in force. */
  apply(site: Site): void
  /** Asks the PBX of a feed to act; null: this server is not connected to it. */
  act(feed: string, order: ActOrder): Promise<ActAnswer> | null
  health(): ConnectorHealth[]
  stop(): Promise<void>
}

type Run = (feed: FeedConfig, context: ConnectorsContext) => RunningFeed

/** The kinds of feeds that we fetch ourselves; all others come to us. */
const KINDS: Readonly<Record<string, Run>> = { asterisk: runAsteriskFeed }

/** Runs one connector for each feed of a kind that we fetch ourselves. */
export function createConnectors(context: ConnectorsContext): Connectors {
  const running = new Map<string, { readonly config: string; readonly feed: RunningFeed }>()
  const stopping = new Set<Promise<void>>()
  let applied: Site | null = null

  function stopFeed(id: string, feed: RunningFeed): void {
    running.delete(id)
    const stopped = feed.stop().finally(() => stopping.delete(stopped))
    stopping.add(stopped)
  }

  return {
    apply(site) {
      // A new set may have corrected a secret, which is no part of it: whoever was refused need not wait to try again.
      const isNew = site !== applied
      applied = site
      const wanted = new Map(site.feeds.filter(({ kind }) => kind in KINDS).map((feed) => [feed.id, feed]))
      for (const [id, { config, feed }] of running)
        if (JSON.stringify(wanted.get(id)) !== config || (isNew && feed.health().why === 'refused'))
          stopFeed(id, feed)
      for (const [id, feed] of wanted)
        if (!running.has(id))
          running.set(id, { config: JSON.stringify(feed), feed: KINDS[feed.kind]!(feed, context) })
    },
    act: (feed, order) => running.get(feed)?.feed.act(order) ?? null,
    health: () => [...running.values()].map(({ feed }) => feed.health()),
    async stop() {
      for (const [id, { feed }] of running) stopFeed(id, feed)
      await Promise.all(stopping)
    },
  }
}

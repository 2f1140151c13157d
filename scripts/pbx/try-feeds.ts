import type { FeedConfig, Site } from '#core/site/site-schema.ts'
import { amiAddressOf } from '#protocols/ami/connect.ts'
import type { SiteFile } from '#store/site-file/read-site-file.ts'
import { accountFindings } from './account-findings.ts'
import { mappingFindings } from './mapping-findings.ts'
import type { PbxFinding } from './pbx-finding.ts'
import { ringFindings } from './ring-findings.ts'
import type { StoredSecrets } from './stored-secrets.ts'
import { type Trial, tryAccount } from './try-account.ts'

export interface FeedTrial {
  /** Null: it was not tried, for want of a secret. */
  readonly trial: Trial | null
  readonly feed: readonly PbxFinding[]
  /** Of the targets that ring by this feed. */
  readonly targets: readonly PbxFinding[]
}

export interface TryFeedsOptions {
  readonly stored: StoredSecrets
  readonly withinMs?: number
  readonly listenMs?: number
}

const WITHIN_MS = 5_000
const LISTEN_MS = 1_500

/** Signs in at the PBX of each Asterisk feed of a site file, all at once, and puts what it finds into words. */
export function tryFeeds(file: SiteFile, options: TryFeedsOptions): Promise<FeedTrial[]> {
  const feeds = file.site.feeds.filter(({ kind }) => kind === 'asterisk')
  return Promise.all(feeds.map((feed) => tryFeed(file, feed, options)))
}

async function tryFeed(
  { site, split }: SiteFile,
  feed: FeedConfig,
  { stored, withinMs = WITHIN_MS, listenMs = LISTEN_MS }: TryFeedsOptions,
): Promise<FeedTrial> {
  const { id, username } = feed
  const index = site.feeds.indexOf(feed)
  // There the certificate of its file has been read.
  const address = amiAddressOf(split.published.feeds[index] ?? feed)
  const written = split.connectorSecrets.find((one) => one.feed === id)?.secret ?? null
  const secret = written ?? (stored.ok ? stored.secrets.get(id) : undefined)
  // Without host and username the file was refused; what a missing secret means, `secretFindings` says.
  if (address === null || username === undefined || secret === undefined)
    return { trial: null, feed: [], targets: ringFindings(site, id, null) }
  const trial = await tryAccount(
    { ...address, username, secret },
    { withinMs, listenMs, queues: Object.keys(feed.queues ?? {}), contexts: contextsOf(site, id) },
  )
  const mapping =
    trial.is === 'signed_in' && trial.queues.ok ? mappingFindings(site, feed, trial.queues.value) : []
  return {
    trial,
    feed: [...accountFindings({ id, index, ...address, username }, trial), ...mapping],
    targets: ringFindings(site, id, trial),
  }
}

/** The contexts of the dialplan in which this PBX would ring people. */
function contextsOf(site: Site, feed: string): string[] {
  const own = site.alerts.targets.flatMap((target) =>
    target.kind === 'phone' && target.feed === feed ? [target.context] : [],
  )
  return [...new Set(own)]
}

/** The Redis keys of a site. The hash tag keeps them on one shard, so that one script may touch them together. */
export interface SiteKeys {
  readonly prefix: string
  /** The stream that is the log. */
  readonly log: string
  /** Written only to be waited for. */
  readonly replicated: string
  /** Position up to which entries have been trimmed away. */
  readonly trimmed: string
  /** Marks of the events received on a day: `mark → content`, both digests. */
  seen(day: number): string
  /** Entries of the log that are no events, by their position. */
  readonly unreadable: string
  /** Refused events of a feed, newest first. */
  rejected(feed: string): string
  /** Queues or agents that a feed has named and the site file does not. */
  unlisted(kind: string, feed: string): string
  lease(name: string): string
  /** The number of the last holder of a lease; each has a greater one. */
  fence(name: string): string
  /** Which snapshots are complete, newest first. */
  readonly snapshots: string
  snapshot(id: string): string
}

export function siteKeys(site: string): SiteKeys {
  const prefix = `huiyin:{${site}}:`
  return {
    prefix,
    log: `${prefix}log`,
    trimmed: `${prefix}log:trimmed`,
    replicated: `${prefix}log:replicated`,
    unreadable: `${prefix}log:unreadable`,
    seen: (day) => `${prefix}seen:${day}`,
    rejected: (feed) => `${prefix}rejected:${feed}`,
    unlisted: (kind, feed) => `${prefix}unlisted:${kind}:${feed}`,
    lease: (name) => `${prefix}lease:${name}`,
    fence: (name) => `${prefix}fence:${name}`,
    snapshots: `${prefix}snapshots`,
    snapshot: (id) => `${prefix}snapshot:${id}`,
  }
}

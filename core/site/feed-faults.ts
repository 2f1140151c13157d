import type { ConfigError } from '../config/config-error.ts'
import type { FeedConfig } from './site-schema.ts'

/** The kinds of feeds there are: those that send to us over HTTP, and a PBX that we connect to by AMI. */
export const feedKinds = ['http', 'asterisk'] as const

const NEEDED = ['host', 'username'] as const
const TLS_ONLY = ['ca', 'caFile', 'fingerprint'] as const

/**
 * What keeps the feeds of a site file from working: a kind that does not exist, an Asterisk without host or username.
 * Not part of `siteSchema`: a set that was put into force before this was asked must still be readable.
 */
export function feedFaults(feeds: readonly FeedConfig[]): ConfigError[] {
  return feeds.flatMap((feed, index) => {
    const path = ['feeds', index]
    if (!feedKinds.some((kind) => kind === feed.kind))
      return [{ path: [...path, 'kind'], message: `must be ${feedKinds.join(' or ')}, not "${feed.kind}"` }]
    if (feed.kind !== 'asterisk') {
      // Who is asked to act may be asked to dial.
      const asterisks = feed.actions === undefined ? (['dial', 'reasons'] as const) : (['reasons'] as const)
      return only(feed, asterisks, 'asterisk', path)
    }
    return [...only(feed, ['actions'], 'http', path), ...tlsFaults(feed, path), ...missing(feed, path)]
  })
}

/** What only a feed of another kind has would be believed to count. */
function only(
  feed: FeedConfig,
  names: readonly ('dial' | 'reasons' | 'actions')[],
  kind: string,
  path: ConfigError['path'],
): ConfigError[] {
  return names
    .filter((name) => feed[name] !== undefined)
    .map((name) => ({ path: [...path, name], message: `is for a feed of kind ${kind}` }))
}

/** What says how to trust a PBX would be believed to count, though nothing is spoken by TLS. */
function tlsFaults(feed: FeedConfig, path: ConfigError['path']): ConfigError[] {
  if (feed.tls === true) return []
  return TLS_ONLY.filter((name) => feed[name] !== undefined).map((name) => ({
    path: [...path, name],
    message: 'is for AMI over TLS: say tls: true, too',
  }))
}

function missing(feed: FeedConfig, path: ConfigError['path']): ConfigError[] {
  return NEEDED.filter((name) => feed[name] === undefined).map((name) => ({
    path: [...path, name],
    message: `a feed of kind asterisk needs ${name}`,
  }))
}

/** An error with the feed that it is about. */
export interface FeedError extends ConfigError {
  readonly feed: string
}

/** The feeds whose PBX is asked, for which a site file as written says no secret: wrong unless one is kept from before. */
export function feedsWithoutSecret(feeds: readonly FeedConfig[]): FeedError[] {
  return feeds.flatMap(({ id, kind, secret, secretFile, actions }, index) =>
    (kind === 'asterisk' || actions !== undefined) && secret === undefined && secretFile === undefined
      ? [
          {
            feed: id,
            path: ['feeds', index, 'secret'],
            message:
              kind === 'asterisk'
                ? 'a feed of kind asterisk needs secret or secretFile'
                : 'a feed with actions needs secret or secretFile, by which its requests are signed',
          },
        ]
      : [],
  )
}

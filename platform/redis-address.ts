/** A machine and its port. */
export interface RedisEndpoint {
  readonly host: string
  readonly port: number
}

/** What `REDIS_URL` says. */
export interface RedisAddress {
  /** The address of one Redis; null: the Sentinels say which it is. */
  readonly url: string | null
  readonly sentinels: readonly RedisEndpoint[]
  /** By what name the Sentinels know it; empty without them. */
  readonly group: string
  readonly isTls: boolean
  /** Who we are to a Redis that the Sentinels name. */
  readonly username: string | undefined
  readonly password: string | undefined
  /** The same to the Sentinels themselves. */
  readonly sentinelUsername: string | undefined
  readonly sentinelPassword: string | undefined
  /** How many replicas must have what is written before it is confirmed. */
  readonly replicas: number
}

const GROUP = /^redis(s?)\+sentinel:\/\/(?:([^/@]*)@)?([^/@?#]+)\/([\w.-]+)(?:\?([^#]*))?$/
const ENDPOINT = /^(\[[\da-f:]+\]|[\w.-]+)(?::(\d{1,5}))?$/i
const SENTINEL_PORT = 26_379
/** Each replica that is waited for may keep everybody waiting. */
const MOST_REPLICAS = 9

function readEndpoint(text: string): RedisEndpoint | null {
  const [, host, port] = ENDPOINT.exec(text) ?? []
  if (host === undefined) return null
  const number = port === undefined ? SENTINEL_PORT : Number(port)
  return number > 0 && number <= 65_535 ? { host: host.replace(/^\[|\]$/g, ''), port: number } : null
}

/** Null: it is no number of replicas. */
function readReplicas(query: URLSearchParams): number | null {
  const text = query.get('replicas') ?? '0'
  return /^\d$/.test(text) && Number(text) <= MOST_REPLICAS ? Number(text) : null
}

/** A name or password as it stands in an address; null: its signs of percent are none. */
function decoded(text: string | undefined): string | undefined | null {
  if (text === undefined || text === '') return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function readGroup(text: string): RedisAddress | null {
  const [, tls, who = '', hosts, group, search = ''] = GROUP.exec(text) ?? []
  if (hosts === undefined || group === undefined) return null
  const query = new URLSearchParams(search)
  const sentinels = hosts.split(',').map(readEndpoint)
  const replicas = readReplicas(query)
  const colon = who.indexOf(':')
  const username = decoded(colon < 0 ? who : who.slice(0, colon))
  const password = decoded(colon < 0 ? '' : who.slice(colon + 1))
  const isWhole = sentinels.every((endpoint) => endpoint !== null)
  if (!isWhole || replicas === null || username === null || password === null) return null
  return {
    ...{ url: null, sentinels, group, isTls: tls === 's', username, password, replicas },
    sentinelUsername: query.get('sentinelUsername') ?? undefined,
    sentinelPassword: query.get('sentinelPassword') ?? undefined,
  }
}

/**
 * Reads `redis://…` and `rediss://…` of one Redis, and `redis+sentinel://user:password@one:26379,two:26379/NAME` (with
 * `rediss+` by TLS) of Sentinels; both may end in `?replicas=1`. Null: it is none of these.
 */
export function parseRedisAddress(text: string): RedisAddress | null {
  if (/^rediss?\+sentinel:/.test(text)) return readGroup(text)
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const replicas = readReplicas(url.searchParams)
  if (replicas === null) return null
  const isWaiting = url.searchParams.has('replicas')
  url.searchParams.delete('replicas')
  return {
    // As it was written, where nothing of it is ours alone.
    url: isWaiting ? url.href : text,
    ...{ sentinels: [], group: '', isTls: url.protocol === 'rediss:', replicas },
    ...{ username: undefined, password: undefined },
    ...{ sentinelUsername: undefined, sentinelPassword: undefined },
  }
}

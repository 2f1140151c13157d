import { X509Certificate } from 'node:crypto'
import { publishedTarget } from '#core/alerts/targets/target-secrets.ts'
import { SHORTEST_TOKEN } from '#core/site/published-secrets.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { FlatIssue } from '#platform/flatten-issues.ts'
import { hashToken, type TokenGrant } from '../tokens.ts'
import { addressFaults, splitTargets, type TargetSecret } from './split-targets.ts'

/** Whom a token makes its bearer, and the token's hash. */
export interface GivenToken {
  readonly grant: TokenGrant
  readonly hash: string | null
  /** Shorter than a token should be. */
  readonly short: boolean
}

/** A site file taken apart: what everybody may know, and the secrets, each where it belongs. */
export interface SplitSite {
  /** The set that goes into the log: no token, no password. */
  readonly published: Site
  /** Null hash: the file does not say, so the token it had stays. */
  readonly tokens: readonly GivenToken[]
  /** Null: the file does not say, so the one it had stays. */
  readonly connectorSecrets: readonly { readonly feed: string; readonly secret: string | null }[]
  readonly targetSecrets: readonly TargetSecret[]
  readonly faults: readonly FlatIssue[]
}

/** What stands in a file of a secret; null: that is not looked at now, and what is kept stays. */
type ReadSecretFile = (file: string) => { ok: true; text: string | null } | { ok: false; message: string }

/** What is shorter is no token at all. */
const LEAST_LETTERS = 8

/** Separates a site from its secrets; files that hold one are read by `readSecretFile`. */
export function splitSecrets(site: Site, readSecretFile: ReadSecretFile): SplitSite {
  const faults: FlatIssue[] = []
  /** The secret itself, or what stands in its file. */
  function given(direct: string | undefined, file: string | undefined, path: PropertyKey[], key: string) {
    if (direct !== undefined && file !== undefined)
      faults.push({
        path: [...path, `${key}File`],
        message: `only one of ${key} and ${key}File may be given`,
      })
    if (direct !== undefined || file === undefined) return direct ?? null
    const read = readSecretFile(file)
    if (read.ok) return read.text
    faults.push({ path: [...path, `${key}File`], message: read.message })
    return null
  }
  const tokens = [
    ...site.feeds.map((feed, index) => ({
      grant: { kind: 'feed', feed: feed.id } as const,
      token: given(feed.token, feed.tokenFile, ['feeds', index], 'token'),
      path: ['feeds', index],
    })),
    ...site.apiTokens.map((api, index) => ({
      grant: { kind: 'api', name: api.name, role: api.role, agent: api.agent ?? null } as const,
      token: given(api.token, api.tokenFile, ['apiTokens', index], 'token'),
      path: ['apiTokens', index],
    })),
  ]
  const connectorSecrets = site.feeds.map((feed, index) => ({
    feed: feed.id,
    secret: given(feed.secret, feed.secretFile, ['feeds', index], 'secret'),
  }))
  // No secret: everybody may know whom the PBX's certificate is taken from, and all processes need it.
  const feeds = site.feeds.map(({ caFile, ...feed }, index) => {
    const ca = given(feed.ca, caFile, ['feeds', index], 'ca')
    if (ca !== null && !isCertificate(ca))
      faults.push({ path: ['feeds', index, caFile === undefined ? 'ca' : 'caFile'], message: NO_CERTIFICATE })
    return ca === null ? feed : { ...feed, ca }
  })
  const targetSecrets = splitTargets(site.alerts.targets, given)
  faults.push(...tokenFaults(tokens), ...addressFaults(targetSecrets, site.alerts.targets))
  return {
    published: withoutSecrets({ ...site, feeds }),
    tokens: tokens.map(({ grant, token }) => ({
      grant,
      hash: token === null ? null : hashToken(token),
      short: token !== null && token.length < SHORTEST_TOKEN,
    })),
    connectorSecrets,
    targetSecrets,
    faults,
  }
}

const NO_CERTIFICATE = 'must be a certificate as PEM ("-----BEGIN CERTIFICATE-----")'

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== ''
  } catch {
    return false
  }
}

function tokenFaults(tokens: readonly { token: string | null; path: PropertyKey[] }[]): FlatIssue[] {
  const seen = new Set<string>()
  return tokens.flatMap(({ token, path }): FlatIssue[] => {
    if (token === null) return []
    if (token.length < LEAST_LETTERS)
      return [{ path, message: `its token is shorter than ${LEAST_LETTERS} characters` }]
    if (seen.has(token)) return [{ path, message: 'its token is that of another, too' }]
    seen.add(token)
    return []
  })
}

/** The set without tokens and passwords; the names of files that hold them may be known. */
function withoutSecrets(site: Site): Site {
  return {
    ...site,
    people: site.people.map(({ password: _password, ...person }) => person),
    feeds: site.feeds.map(({ token: _token, secret: _secret, ...feed }) => feed),
    apiTokens: site.apiTokens.map(({ token: _token, ...api }) => api),
    alerts: { ...site.alerts, targets: site.alerts.targets.map(publishedTarget) },
  }
}

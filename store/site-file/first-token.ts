import type { Site } from '#core/site/site-schema.ts'
import { giveFirstToken } from '#platform/first-secrets.ts'
import { hashToken, type TokenGrant } from '../tokens.ts'

/** The name under which a first token is kept: a program that is called like a feed has one of its own. */
export function firstTokenName({ feeds }: Pick<Site, 'feeds'>, grant: TokenGrant): string {
  if (grant.kind === 'feed') return grant.feed
  return feeds.some(({ id }) => id === grant.name) ? `api-${grant.name}` : grant.name
}

/** The hash of the first token of who sends or asks over HTTP; null: a PBX, which we sign in at, needs none. */
export function firstTokenHash(dataDir: string, site: Pick<Site, 'feeds'>, grant: TokenGrant): string | null {
  const { feeds } = site
  if (grant.kind === 'feed' && feeds.find(({ id }) => id === grant.feed)?.kind !== 'http') return null
  return hashToken(giveFirstToken(dataDir, firstTokenName(site, grant)))
}

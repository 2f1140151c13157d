import { createHmac, hkdfSync } from 'node:crypto'
import type { SplitSite } from './split-secrets.ts'

/**
 * Tells whether a site file has changed since it was last read: its text, by its hash, and what stands in the files and
 * variables that it names for its secrets. Keyed, since a short secret can be guessed from a plain hash.
 */
export function contentHash(
  fileHash: string,
  {
    tokens,
    connectorSecrets,
    targetSecrets,
  }: Pick<SplitSite, 'tokens' | 'connectorSecrets' | 'targetSecrets'>,
  sealKey: string,
): string {
  const key = hkdfSync('sha256', Buffer.from(sealKey, 'hex'), '', 'huiyin site file', 32)
  return createHmac('sha256', Buffer.from(key))
    .update(JSON.stringify([fileHash, tokens, connectorSecrets, targetSecrets]))
    .digest('hex')
}

import type { ConfigError } from '../../config/config-error.ts'
import { faultSentence } from '../../config/fault-words.ts'
import type { Site } from '../../site/site-schema.ts'
import type { Target } from './target-schema.ts'

/** What is wrong with a site's targets beyond their schema: a phone without a PBX, an app or an account but half given. */
export function targetFaults({ alerts, feeds }: Pick<Site, 'alerts' | 'feeds'>): ConfigError[] {
  const exchanges = new Set(feeds.filter(({ kind }) => kind === 'asterisk').map(({ id }) => id))
  return alerts.targets.flatMap((target, index) =>
    faultsOf(target, exchanges).map((fault) => ({
      ...fault,
      path: ['alerts', 'targets', index, ...fault.path],
    })),
  )
}

function faultsOf(target: Target, exchanges: ReadonlySet<string>): ConfigError[] {
  if (target.kind === 'phone' && !exchanges.has(target.feed))
    return [{ path: ['feed'], message: `there is no feed "${target.feed}" of kind asterisk` }]
  if (target.kind === 'mail' && !/@[\w.-]+>?$/.test(target.from))
    return [{ path: ['from'], ...faultSentence('sender') }]
  return []
}

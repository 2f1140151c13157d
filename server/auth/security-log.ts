import type { IncomingMessage } from 'node:http'
import type { AuditAction } from '#core/access/audit-actions.ts'
import type { Viewer } from '#core/access/viewer.ts'
import type { Limits } from '#core/site/limits.ts'
import type { IsTrusted } from '#platform/trusted-proxies.ts'
import type { TokenStore } from '#store/tokens.ts'
import { type Audit, auditName } from '../audit.ts'
import { addressBlock } from '../http/address-block.ts'
import { createBuckets } from '../http/buckets.ts'
import { clientAddress } from '../http/client-address.ts'
import { isLocal } from '../http/is-local.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'

/** What is refused, put on record: once an hour for each who and what, so that nobody fills the record. */
export interface SecurityLog {
  /**
   * A token opened nothing. Seconds to wait where too many from that address did; one that somebody bears, though not
   * for this, does not count.
   */
  tokenRefused(token: string, req: Pick<IncomingMessage, 'socket' | 'headers'>): number
  /** Somebody asked for what is not theirs. */
  accessRefused(viewer: Pick<Viewer, 'kind' | 'id'>, what: string): void
}

export interface SecurityLogOptions {
  readonly audit: Audit
  readonly tokens: Pick<TokenStore, 'find'>
  readonly isTrustedProxy: IsTrusted
  readonly limits: () => Limits
  readonly limitWatch: Pick<LimitWatch, 'met' | 'watch'>
  readonly onFault: (error: Error) => void
}

const RECORDED = { perSec: 1 / 3_600, burst: 1 }

export function createSecurityLog(options: SecurityLogOptions): SecurityLog {
  const { audit, tokens, isTrustedProxy, limits, limitWatch, onFault } = options
  const wrong = createBuckets()
  const recorded = createBuckets()
  /** Wrong tokens of one address. */
  const wrongTokens = () => ({ perSec: 1 / limits().tokenSec, burst: limits().tokensAtOnce })
  limitWatch.watch(() => {
    const share = wrong.mostUsed(wrongTokens())
    return { tokensAtOnce: share, tokenSec: share }
  })

  function record(who: string, action: AuditAction, subject: string | null): void {
    if (recorded.take(JSON.stringify([who, action, subject]), RECORDED) === 0)
      audit(who, action, subject).catch(onFault)
  }

  return {
    tokenRefused(token, req) {
      if (tokens.find(token, isLocal(req)) !== null) return 0
      const address = clientAddress(req, isTrustedProxy)
      record(`address/${address}`, 'token.refused', null)
      const waitSec = wrong.take(addressBlock(address), wrongTokens())
      if (waitSec > 0) limitWatch.met('tokensAtOnce', `address/${address}`)
      return waitSec
    },
    accessRefused: (viewer, what) => record(auditName(viewer), 'access.refused', what),
  }
}

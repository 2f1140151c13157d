import type { IncomingMessage } from 'node:http'
import type { TokenStore } from '#store/tokens.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import { isLocal } from './is-local.ts'

export interface LookInsideOptions {
  readonly tokens: Pick<TokenStore, 'find'>
  readonly security: Pick<SecurityLog, 'tokenRefused'>
  /** Whether a `Cookie` header holds an administrator's session. */
  readonly adminSession: (cookie: string) => Promise<boolean>
}

/** Whether a request may see what goes on inside: from this machine itself anybody, else administrators. */
export type MayLook = (req: IncomingMessage) => Promise<boolean>

export function mayLookInside({ tokens, security, adminSession }: LookInsideOptions): MayLook {
  return async (req) => {
    if (isLocal(req)) return true
    const token = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
    if (token !== undefined) {
      const grant = tokens.find(token, false)
      if (grant === null) security.tokenRefused(token, req)
      return grant?.kind === 'api' && grant.role === 'admin'
    }
    return req.headers.cookie === undefined ? false : adminSession(req.headers.cookie)
  }
}

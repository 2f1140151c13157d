import type { IncomingMessage } from 'node:http'
import { originVerdict } from '../auth/origin.ts'
import type { Requester, Requesters } from '../auth/requester.ts'
import { REQUIRED } from '../auth/required-first.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import { answerWithin } from '../http/answer-within.ts'
import { isLocal } from '../http/is-local.ts'
import type { OurHosts } from '../http/our-hosts.ts'
import { hostRefusal, refusedName } from '../http/refuse-host.ts'
import type { LiveSocket } from './listener.ts'

/** Whether a page of this origin, under this name of ours, may open a socket at all. */
export function allowOrigin(ours: OurHosts) {
  return (req: IncomingMessage, decide: (fault: string | null | undefined, ok: boolean) => void): void => {
    const isNamed = ours.has(req.headers.host)
    const isOurs = isNamed && originVerdict(req, ours) !== 'foreign'
    if (isOurs) decide(null, true)
    else decide(isNamed ? 'foreign origin' : hostRefusal(refusedName(req)), false)
  }
}

/** An error as socket.io hands it to the client: its `data.code` says what happens next. */
function refusal(code: string): Error & { data: { code: string } } {
  return Object.assign(new Error(code), { data: { code } })
}

/** Finds out who opens a socket, by `auth.token` or the session cookie; nobody in particular gets none. */
export function identifySocket(
  callers: Requesters,
  security: Pick<SecurityLog, 'tokenRefused'>,
  onFault: (error: Error) => void,
) {
  return (socket: LiveSocket, next: (error?: Error) => void): void => {
    const given: unknown = socket.handshake.auth.token
    const token = typeof given === 'string' && given !== '' ? given.slice(0, 1_024) : undefined
    const { cookie } = socket.handshake.headers
    const ownCookie = token === undefined ? cookie : undefined
    const credentials = { token, cookie: ownCookie, isLocal: isLocal(socket.request) }
    answerWithin<Requester | null | 'late'>(callers.identify(credentials), () => 'late', onFault)
      .then((caller) => {
        if (caller === 'late') return next(refusal('unavailable'))
        if (caller === null) {
          // A wall must learn that it is paired no more, however many guess from its address: it hears no other code.
          if (token !== undefined) security.tokenRefused(token, socket.request)
          return next(refusal('unauthenticated'))
        }
        if (caller.first !== null) return next(refusal(REQUIRED[caller.first].code))
        socket.data.caller = caller
        next()
      })
      .catch((error: Error) => {
        onFault(error)
        next(refusal('unavailable'))
      })
  }
}

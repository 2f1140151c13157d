import type { LimitName } from '#core/site/limits.ts'

/** `GET /api/v1/limits`. Instants are RFC 3339. */
export interface LimitEntry {
  name: LimitName
  value: number
  /** How much of it who is nearest to it has used: from 1 on it is met; null: no server has said so. */
  used: number | null
  /** Who met it within 30 days, the last first. */
  met: { who: string; times: number; at: string }[]
}

/** The limits by what they bound, in the order in which they are shown. */
export const limitGroups = {
  feeds: [
    ...(['eventsPerSec', 'eventsAtOnce', 'bytesPerSec', 'bytesAtOnce', 'foldMsPerSec'] as const),
    ...(['foldMsAtOnce', 'newPerMinute'] as const),
    ...(['callbacksPerCustomer', 'callsPerCallback'] as const),
    ...(['eventsPerEntity', 'eventBytes', 'unknownChars', 'queuesPerFeed', 'agentsPerFeed'] as const),
  ],
  people: [
    ...(['commandsPerSec', 'commandsAtOnce', 'searchesPerSec', 'searchesAtOnce'] as const),
    ...(['asksAtOnce', 'askSec', 'watchesPerSec', 'watchesAtOnce', 'reportsWaiting'] as const),
    ...(['timelineEvents', 'requestSec', 'linksPerSec'] as const),
    ...(['linksAtOnce', 'screenCodesPerSec', 'screenCodesAtOnce'] as const),
    ...(['methodTriesAtOnce', 'methodTrySec'] as const),
  ],
  signIn: [
    ...(['triesAtOnce', 'trySec', 'addressTriesAtOnce', 'addressTrySec', 'accountTriesAtOnce'] as const),
    ...(['accountTrySec', 'codesAtOnce', 'codeSec', 'tokensAtOnce', 'tokenSec', 'signInsWaiting'] as const),
  ],
} as const satisfies Record<string, readonly LimitName[]>

export type LimitGroup = keyof typeof limitGroups

/** From this share on it stands out. */
export const NEAR = 0.8

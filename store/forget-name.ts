import { randomUUID } from 'node:crypto'
import type { AnyEvent } from '#core/event/event.ts'
import { FORGOTTEN, type Forgettable } from '#core/event/forgotten.ts'
import { instantText } from '#core/rows/row.ts'
import type { EventLog } from './log.ts'
import type { UnlistedNames } from './unlisted-names.ts'

export interface ForgetStores {
  readonly log: Pick<EventLog, 'appendSystem'>
  readonly names: Pick<UnlistedNames, 'forget'>
}

export interface ForgetRequest {
  readonly kind: Forgettable
  readonly id: string
  /** The feeds that may have named it. */
  readonly feeds: readonly string[]
  /** Who wants it, such as `user/admin`. */
  readonly by: string
  /** The site's time, ms since 1970. */
  readonly now: number
}

/** Takes a queue or an agent that was named by mistake off all screens, and makes room for another. */
export async function forgetName({ log, names }: ForgetStores, request: ForgetRequest): Promise<void> {
  const { kind, id, feeds, by, now } = request
  const event = (type: string, data: AnyEvent['data']): AnyEvent => ({
    ...{ id: randomUUID(), source: 'system/forget', type },
    ...{ time: now, subject: id, data },
  })
  // Who is not there is not signed in: else the figures of their queues would go on counting them.
  const out = kind === 'agent' ? [event('agent.signed_out', { reason: 'forgotten' })] : []
  await log.appendSystem([...out, event(FORGOTTEN, { kind, by, at: instantText(now) })], now)
  await names.forget(kind, feeds, id)
}

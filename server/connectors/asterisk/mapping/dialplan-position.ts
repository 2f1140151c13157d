import { type AmiMessage, header } from '#protocols/ami/message.ts'

/** Where a channel stands in the dialplan, as its events say it. */
export interface DialplanPosition {
  readonly context: string
  readonly exten: string
  readonly priority: string
}

/** The place in an event of a channel; null where it is not said (Asterisk 11 and older). */
export function positionOf(message: AmiMessage): DialplanPosition | null {
  const context = header(message, 'Context')
  if (context === '') return null
  return { context, exten: header(message, 'Exten'), priority: header(message, 'Priority') }
}

/** True where both are known and differ: somebody sent the channel elsewhere. */
export function isElsewhere(before: DialplanPosition | null, now: DialplanPosition | null): boolean {
  if (before === null || now === null) return false
  return before.context !== now.context || before.exten !== now.exten || before.priority !== now.priority
}

/** The digits by which a caller left a queue: an exit by key goes to their extension, before its first priority. */
export function exitKeyOf(dialplanPosition: DialplanPosition | null): string | null {
  return dialplanPosition !== null &&
    dialplanPosition.priority === '0' &&
    /^[0-9*#A-D]+$/.test(dialplanPosition.exten)
    ? dialplanPosition.exten
    : null
}

import { failed, refused, type Sent, sent } from './channel.ts'
import { fieldsOf } from './read-answer.ts'

/** The error codes of a service that answers 200 whatever happened. */
export interface RobotCodes {
  /** Too much was sent. */
  readonly limited: readonly number[]
  /** For how long it is then left alone. */
  readonly limitedMs: number
  /** The service itself has a fault. */
  readonly busy: readonly number[]
}

/** Reads an answer that says 200 and, inside, whether the message was taken. */
export function robotVerdict(
  body: string,
  names: { readonly code: string; readonly message: string },
  { limited, limitedMs, busy }: RobotCodes,
): Sent {
  const fields = fieldsOf(body)
  const code = fields[names.code]
  if (code === 0) return sent()
  if (typeof code !== 'number') return failed('it answered 200, but not as this service does', null, true)
  const reason = `it answered ${code}: ${String(fields[names.message] ?? '')}`
  if (limited.includes(code)) return failed(reason, limitedMs)
  return busy.includes(code) ? failed(reason) : refused(reason)
}

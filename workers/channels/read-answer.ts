import { failed, refused, type Sent } from './channel.ts'
import type { Answer } from './outgoing/post.ts'

/** Answers by which a service says "not now" rather than "not so". */
const LATER: ReadonlySet<number> = new Set([408, 409, 423, 425, 429])
/** Longest part of a service's own words that is kept. */
const WORDS = 160

/** What an HTTP answer means; one that says 2xx is read by the channel, since it may say no all the same. */
export function readAnswer(answer: Answer, onAccepted: (body: string) => Sent): Sent {
  if (answer.is === 'unreachable') return failed(answer.reason, null, answer.sent)
  if (answer.is === 'refused') return refused(answer.reason)
  const { status, body, retryAfterMs } = answer
  if (status >= 200 && status < 300) return onAccepted(body)
  const reason = `it answered ${status}${said(body)}`
  if (status >= 500 || LATER.has(status)) return failed(reason, retryAfterMs)
  if (status >= 300 && status < 400)
    return refused(`it answered ${status}: a redirect, which is not followed`)
  return refused(reason)
}

const said = (body: string) => {
  const words = body.replace(/\s+/g, ' ').trim().slice(0, WORDS)
  return words === '' || words.startsWith('<') ? '' : `: ${words}`
}

/** The fields of a JSON answer; none where it is no JSON object. */
export function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
  } catch {
    // A service that answers with no JSON says nothing that we read.
    return {}
  }
}

import type { HttpAnswer } from '#platform/outgoing/post.ts'
import { failed, type NotSent, refused, type Sent } from '../channel.ts'
import { serviceAnswer } from './answer-forms.ts'
import { refusalOf, type ServiceRefusal } from './refusal-of.ts'
import type { Service } from './refusal-table.ts'

/** Longest part of a service's own words that is kept. */
const WORDS = 160
/** How often a refusal that nobody knows is tried. */
const UNKNOWN_ATTEMPTS = 3

export interface AnswerRecipient {
  readonly service: Service
  /** It went to an address of the reader's own rather than to the target's one place. */
  readonly own: boolean
  /** Each address belongs to a service that limits by itself. */
  readonly apart?: boolean
}

/** What the answer of a service means. `onAccepted` is given the body of one that took the message. */
export function readAnswer(
  answer: HttpAnswer,
  recipient: AnswerRecipient,
  onAccepted: (body: string) => Sent,
): Sent {
  if (answer.is === 'unreachable') return failed(answer.reason, null, answer.sent)
  if (answer.is === 'refused') return refused(answer.reason)
  const { status, body, retryAfterMs } = answer
  const { accepted, code, text } = serviceAnswer(recipient.service, status, body)
  if (accepted === null) return failed(`it answered ${status}, but not as this service does`, null, true)
  if (accepted) return onAccepted(body)
  return readRefusal({ service: recipient.service, status, code, text }, retryAfterMs, recipient)
}

function readRefusal(
  refusal: ServiceRefusal,
  retryAfterMs: number | null,
  { own, apart }: AnswerRecipient,
): NotSent {
  const row = refusalOf(refusal)
  const reason = reasonOf(refusal, row?.fix)
  const alone = apart === true ? { apart: true as const } : {}
  if (row === null) return { ...failed(reason), ...alone, attempts: UNKNOWN_ATTEMPTS }
  switch (row.means) {
    case 'rate limit':
      return { ...failed(reason, retryAfterMs ?? row.waitMs ?? null), ...alone }
    case 'temporary':
      return { ...failed(reason, retryAfterMs, row.maybe), ...alone }
    case 'quota used up':
      return refused(reason, 'quota')
    case 'too long':
      return refused(reason, 'length')
    case 'content':
      return refused(reason, 'message')
    case 'address':
      return refused(reason, own ? 'gone' : 'target')
    case 'target':
      return refused(reason)
    default:
      return row.means satisfies never
  }
}

/** "it answered 429 too_many: The API rate limit … (what to do)" */
function reasonOf({ status, code, text }: ServiceRefusal, fix: string | undefined): string {
  const isOwn = code !== null && code !== status
  const head = isOwn && status === 200 ? `${code}` : isOwn ? `${status} ${code}` : `${status}`
  const words = text.slice(0, WORDS)
  const own = words === '' || words === String(code) ? '' : `: ${words}`
  return `it answered ${head}${own}${fix === undefined ? '' : ` (${fix})`}`
}

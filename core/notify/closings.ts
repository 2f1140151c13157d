import { conversationKey } from '../alerts/conversation.ts'
import { hash128 } from '../collections/hash128.ts'
import { askedAlert } from './asked-alert.ts'
import { alertsInConversation, type ConversationEnd, conversationEnd } from './conversation-end.ts'
import { type DeliveryReceipt, notificationId, pendingId } from './delivery-receipt.ts'
import { editsInPlace, isFollowed } from './edits-in-place.ts'
import { requestOf } from './escalation-step.ts'
import { isGroupContactMethod } from './group-contact-method.ts'
import type { ContactMethod, Notification } from './notification.ts'
import { type Content, notificationOf, notifiedAlert, worstFirst } from './notification-of.ts'
import { outsideMethods, type PlanningContext } from './planning-context.ts'

/** What is over for longer is not worth a change of what was sent of it. */
const LATELY_MS = 3_600_000
/** Whoever did it may take it back so long by one press, ms: till then nothing is said of it. */
const UNDONE_WITHIN_MS = 5_000

/** What changes the messages of something that calls for nobody any more. */
export interface Closings {
  readonly notifications: readonly Notification[]
  /** When to look again, ms; null: for nothing. */
  readonly next: number | null
}

const NOTHING: Closings = { notifications: [], next: null }

/** The conversation of something that may be settled; null: it calls for somebody. */
function conversationOf(subject: string, { floor }: PlanningContext): string | null {
  if (requestOf(subject) !== null) return subject
  const named = floor.alert(subject)
  if (named === null || named.alert.status.is === 'open') return null
  return conversationKey({ id: subject, case: named.alert.about.case })
}

/** What is said of it once it is settled. */
function contentOf(
  conversation: string,
  settled: ConversationEnd,
  planning: PlanningContext,
): Content | null {
  const said = settled.settled === null ? {} : { settled: settled.settled }
  const request = requestOf(conversation)
  if (request === null) {
    const alerts = worstFirst(
      alertsInConversation(conversation, planning).map((each) => notifiedAlert(each, planning.floor)),
    )
    return { kind: 'resolved', conversation, alerts, ...said }
  }
  if (request.is === 'handoff') return null
  const asked = askedAlert(request.is, request.id, planning)
  return asked && { kind: 'resolved', conversation, alerts: [asked], ...said }
}

function receiptsOf(conversation: string, { floor }: PlanningContext): readonly DeliveryReceipt[] {
  const subjects = requestOf(conversation) === null ? floor.alertsIn(conversation) : [conversation]
  return [...subjects]
    .flatMap((id) => floor.receipts.deliveries(id))
    .filter(({ outcome }) => outcome.is === 'told')
}

/**
 * What changes the messages of something that is settled, where they can be changed: a notification that still calls for
 * somebody would be a lie. Where they cannot, a chat reads one line more of who has it; nobody's mailbox or telephone.
 * `subject`: an alert's id, or what is asked of somebody.
 */
export function closingsOf(subject: string, planning: PlanningContext): Closings {
  const { floor, site, now } = planning
  const conversation = conversationOf(subject, planning)
  const settled = conversation === null ? null : conversationEnd(conversation, planning)
  if (conversation === null || settled === null || now - settled.at > LATELY_MS) return NOTHING
  const from = hash128(JSON.stringify([settled.settled?.is ?? 'resolved', conversation, settled.at]))
  const receipts = receiptsOf(conversation, planning)
  const people = [...new Set(receipts.filter(({ to }) => to.is === 'person').map(({ to }) => to.id))].sort()
  if (people.length === 0) return NOTHING
  const due = settled.settled === null ? settled.at : settled.at + UNDONE_WITHIN_MS
  if (now < due) return { notifications: [], next: due }
  const content = contentOf(conversation, settled, planning)
  if (content === null) return NOTHING
  const groups = new Set<string>()

  /** Whether a way is told: its message is changed, or it reads one line more, a group's once. */
  function isNotified(method: ContactMethod, person: string): boolean {
    if (editsInPlace(method, site.alerts.targets)) return true
    if (settled?.settled == null || !isFollowed(method, settled.settled)) return false
    if (!isGroupContactMethod(method)) return person !== settled.person
    const group = `${method.channel} ${method.target} ${method.address}`
    return !groups.has(group) && groups.add(group) !== undefined
  }

  const notifications = people.flatMap((id) => {
    const to = { is: 'person', id } as const
    const channels = new Set(receipts.filter((receipt) => receipt.to.id === id).map(({ channel }) => channel))
    const known = new Set(
      floor.receipts.outcomes(pendingId(from, id)).map(({ notification: telling }) => telling),
    )
    return outsideMethods(to, planning)
      .filter((method) => channels.has(method.channel) && isNotified(method, id))
      .filter((method) => !known.has(notificationId(from, id, method)))
      .map((method) =>
        notificationOf(
          { from, to, at: due, quiet: true, step: { step: 0, round: 0 } },
          method,
          content,
          planning,
        ),
      )
      .filter((notification) => notification !== null)
  })
  return { notifications, next: null }
}

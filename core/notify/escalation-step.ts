import { hash128 } from '../collections/hash128.ts'
import { present } from '../collections/present.ts'
import type { EventOfType } from '../event/event.ts'
import { instantText, type RowType } from '../rows/row.ts'
import { parseInstant } from '../time/parse-instant.ts'

/**
 * How somebody is called upon: `loud` on every way they have; `soft` where an earlier message of the conversation can be
 * edited in place, because they were told of this case just now; `silent` on the screen alone; `held` until an instant,
 * then loud or in a digest.
 */
export type DeliveryMode =
  | { readonly how: 'loud' | 'soft' | 'silent' }
  | { readonly how: 'held'; readonly until: number; readonly reason: 'quiet' | 'cap' }

/** One person or department that a step of a ladder tells, and as what. */
export type StepRecipient = {
  readonly to: { readonly is: 'person' | 'department'; readonly id: string }
  /** The ladder's word for them: owner, leads, person:lin. */
  readonly as: string
} & DeliveryMode

/** Why nobody stood behind a word of a ladder. */
export interface MissingRecipient {
  readonly as: string
  readonly reason: string
}

/**
 * A step of a ladder as it was taken (`alert.called`): the log has it before anything is sent, so that whoever leads
 * next goes on from there, and two who lead at once take it once.
 */
export interface EscalationStep {
  /** Hash of subject, activationKey, round and step: what is sent because of it carries this in its id. */
  readonly key: string
  /** An alert's id, or what is asked of somebody: `handoff/<id>`, `assist/<id>`, `approval/<id>`, `given/<case>` … */
  readonly subject: string
  readonly conversation: string
  readonly route: string
  /** What made it speak up, and when: a new one begins the ladder anew. */
  readonly activationKey: string
  readonly round: number
  readonly step: number
  readonly at: number
  /** How severe it was (`priorityOf`), for comparing with what comes later in the conversation. */
  readonly priority: number
  readonly recipients: readonly StepRecipient[]
  readonly missing: readonly MissingRecipient[]
}

const STEP_TAKEN = 'alert.called'

/** The key of a step: the same wherever the same step of the same ladder is taken, so that it is taken once. */
export function stepKey({
  subject,
  activationKey,
  round,
  step,
}: Pick<EscalationStep, 'subject' | 'activationKey' | 'round' | 'step'>): string {
  return hash128(JSON.stringify([subject, activationKey, round, step]))
}

/**
 * What is asked of somebody outright, and told at once, without a rule's alert; `given` and `callback`: a case or a
 * callback was put into their hands.
 */
export const requestKinds = ['handoff', 'assist', 'approval', 'given', 'callback'] as const
export type RequestKind = (typeof requestKinds)[number]

/** Which row tells of it. */
export const requestRow = {
  handoff: 'handoff',
  assist: 'assist',
  approval: 'approval',
  given: 'case',
  callback: 'callback',
} as const satisfies Readonly<Record<RequestKind, RowType>>

export interface RequestSubject {
  readonly is: RequestKind
  readonly id: string
}

/** How a step names what it is about, where that is no alert. */
export const requestSubject = (is: RequestKind, id: string) => `${is}/${id}`

/** What a step is about by its subject; null: an alert, whose ids have no slash. */
export function requestOf(subject: string): RequestSubject | null {
  const slash = subject.indexOf('/')
  const is = requestKinds.find((kind) => kind === subject.slice(0, Math.max(0, slash)))
  return is === undefined ? null : { is, id: subject.slice(slash + 1) }
}

type StepTaken = EventOfType<'alert.called'>
type CalledData = StepTaken['data']['called'][number]

function calledData(called: StepRecipient): CalledData {
  const { to, as, how } = called
  const held = how === 'held' ? { until: instantText(called.until), reason: called.reason } : {}
  return { [to.is]: to.id, as, how, ...held }
}

/** The event by which the log has a step. Its id is the step's, so that the same step is taken once. */
export function stepEvent(step: EscalationStep): StepTaken {
  const { key, subject, at, activationKey, priority, recipients, ...rest } = step
  const request = requestOf(subject)
  return {
    id: `called/${key}`,
    source: 'system/notifier',
    type: STEP_TAKEN,
    time: at,
    subject: request?.id ?? subject,
    data: {
      ...{ ...rest, firing: activationKey, gravity: priority },
      ...{ about: request?.is ?? 'alert', called: recipients.map(calledData) },
    },
  }
}

function readCalled({ person, department, as, how, until, reason }: CalledData): StepRecipient {
  const to =
    person == null
      ? ({ is: 'department', id: department ?? '' } as const)
      : ({ is: 'person', id: person } as const)
  if (how !== 'held') return { to, as, how }
  return {
    ...{ to, as, how },
    until: present(parseInstant(until), 'data.called.until'),
    reason: present(reason, 'data.called.reason'),
  }
}

/** Reads `alert.called`: an escalation step as the log has it. */
export function readEscalationStep({ id, time, subject, data }: StepTaken): EscalationStep {
  const { about, called, firing, gravity, ...rest } = data
  return {
    ...{ ...rest, activationKey: firing, priority: gravity },
    key: id.slice('called/'.length),
    subject: about === 'alert' ? subject : requestSubject(about, subject),
    at: time,
    recipients: called.map(readCalled),
  }
}

import { keysOf } from '../../collections/keys-of.ts'
import { eventData } from '../../event/event-data.ts'
import { type AllowanceState, allowanceField, newAllowance } from './allowance/allowance-state.ts'
import { type ApprovalState, approvalField, newApproval } from './approval/approval-state.ts'
import { type AssistState, assistField, newAssist } from './assist/assist-state.ts'
import { type CallbackState, callbackField, newCallback } from './callback/callback-state.ts'
import { type CaseState, caseField, newCase } from './case/case-state.ts'
import { type ContactState, contactField, newCaseContact } from './contact/contact-state.ts'
import { type HandoffState, handoffField, newHandoff } from './handoff/handoff-state.ts'
import { newPerson, type PersonState } from './person/person-state.ts'
import { newPromise, type PromiseState, promiseField } from './promise/promise-state.ts'

/** What each kind of entity folds its events into. Customers and agents only hear what happens to others. */
export interface StateOf {
  case: CaseState
  promise: PromiseState
  handoff: HandoffState
  approval: ApprovalState
  assist: AssistState
  callback: CallbackState
  allowance: AllowanceState
  contact: ContactState
  customer: PersonState
  agent: PersonState
}
export type Kind = keyof StateOf

interface KindPart<K extends Kind> {
  readonly fresh: () => StateOf[K]
  field(state: StateOf[K], field: string): unknown
  /** The types that make an entity known; until one is heard its events are kept and count for nothing. */
  readonly madeBy: readonly string[]
}

const person = {
  fresh: newPerson,
  field: () => null,
  madeBy: [],
} satisfies KindPart<'customer'>

const parts: { readonly [K in Kind]: KindPart<K> } = {
  case: { fresh: newCase, field: caseField, madeBy: ['case.opened'] },
  promise: { fresh: newPromise, field: promiseField, madeBy: ['promise.made'] },
  handoff: { fresh: newHandoff, field: handoffField, madeBy: ['handoff.sent'] },
  approval: {
    fresh: newApproval,
    field: approvalField,
    madeBy: ['approval.requested'],
  },
  assist: {
    fresh: newAssist,
    field: assistField,
    madeBy: ['assist.requested'],
  },
  callback: {
    fresh: newCallback,
    field: callbackField,
    madeBy: ['callback.requested'],
  },
  allowance: {
    fresh: newAllowance,
    field: allowanceField,
    madeBy: ['allowance.reported'],
  },
  contact: {
    fresh: newCaseContact,
    field: contactField,
    madeBy: ['contact.queued', 'contact.dialled'],
  },
  customer: person,
  agent: person,
}

export const kinds = keysOf(parts)

/** What is made of each kind, by kind. */
export function byKind<V>(make: (kind: Kind) => V): Record<Kind, V> {
  return {
    case: make('case'),
    promise: make('promise'),
    handoff: make('handoff'),
    approval: make('approval'),
    assist: make('assist'),
    callback: make('callback'),
    allowance: make('allowance'),
    contact: make('contact'),
    customer: make('customer'),
    agent: make('agent'),
  }
}

/** The kind of this name, or null. */
export function kindNamed(word: string): Kind | null {
  return kinds.find((kind) => kind === word) ?? null
}

/** Whether a kind only hears what happens to others. */
export function isPerson(kind: Kind): boolean {
  return kind === 'customer' || kind === 'agent'
}

/** The fold of one kind. */
export function partOf<K extends Kind>(kind: K): KindPart<K> {
  return parts[kind]
}

const kindOfType = new Map(
  kinds
    .filter((kind) => !isPerson(kind))
    .flatMap((kind) =>
      Object.keys(eventData).flatMap((type) => (type.startsWith(`${kind}.`) ? [[type, kind] as const] : [])),
    ),
)

/** Which kind of entity an event of this type is about, or null if the case side keeps none of that kind. */
export function kindOfEvent(type: string): Kind | null {
  return kindOfType.get(type) ?? null
}

/** Whether an event of this type makes an entity of the kind known. */
export function makes(kind: Kind, type: string): boolean {
  return parts[kind].madeBy.includes(type)
}

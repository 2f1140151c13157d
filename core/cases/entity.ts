import type { FloorEvent } from '../event.ts'
import { eventData } from '../event-data.ts'
import { type AllowanceState, allowanceField, applyToAllowance, newAllowance } from './allowance-state.ts'
import { type ApprovalState, applyToApproval, approvalField, newApproval } from './approval-state.ts'
import { applyToCallback, type CallbackState, callbackField, newCallback } from './callback-state.ts'
import { applyToCase, type CaseState, caseField, newCase } from './case-state.ts'
import { applyToContact, type ContactState, contactField, newCaseContact } from './contact-state.ts'
import { applyToHandoff, type HandoffState, handoffField, newHandoff } from './handoff-state.ts'
import { newParty, type PartyState } from './party-state.ts'
import { applyToPromise, newPromise, type PromiseState, promiseField } from './promise-state.ts'

/** What each kind of entity folds its events into. Customers and agents only hear what happens to others. */
export interface StateOf {
  case: CaseState
  promise: PromiseState
  handoff: HandoffState
  approval: ApprovalState
  callback: CallbackState
  allowance: AllowanceState
  contact: ContactState
  customer: PartyState
  agent: PartyState
}
export type Kind = keyof StateOf

interface KindPart<K extends Kind> {
  readonly fresh: () => StateOf[K]
  readonly apply: (state: StateOf[K], event: FloorEvent) => void
  readonly field: (state: StateOf[K], field: string) => unknown
  /** The types that make an entity known; until one is heard its events are kept and count for nothing. */
  readonly madeBy: readonly string[]
}

const party = {
  fresh: newParty,
  apply: () => {},
  field: () => null,
  madeBy: [] as string[],
}

const parts: { readonly [K in Kind]: KindPart<K> } = {
  case: { fresh: newCase, apply: applyToCase, field: caseField, madeBy: ['case.opened'] },
  promise: { fresh: newPromise, apply: applyToPromise, field: promiseField, madeBy: ['promise.made'] },
  handoff: { fresh: newHandoff, apply: applyToHandoff, field: handoffField, madeBy: ['handoff.sent'] },
  approval: {
    fresh: newApproval,
    apply: applyToApproval,
    field: approvalField,
    madeBy: ['approval.requested'],
  },
  callback: {
    fresh: newCallback,
    apply: applyToCallback,
    field: callbackField,
    madeBy: ['callback.requested'],
  },
  allowance: {
    fresh: newAllowance,
    apply: applyToAllowance,
    field: allowanceField,
    madeBy: ['allowance.reported'],
  },
  contact: {
    fresh: newCaseContact,
    apply: applyToContact,
    field: contactField,
    madeBy: ['contact.queued', 'contact.dialled'],
  },
  customer: party,
  agent: party,
}

export const kinds = Object.keys(parts) as Kind[]

/** Whether a kind only hears what happens to others. */
export function isParty(kind: Kind): boolean {
  return kind === 'customer' || kind === 'agent'
}

/** The fold of one kind. */
export function partOf<K extends Kind>(kind: K): KindPart<K> {
  return parts[kind]
}

const kindOfType = new Map<string, Kind>(
  Object.keys(eventData).flatMap((type) => {
    const word = type.slice(0, type.indexOf('.'))
    const part = Object.hasOwn(parts, word) ? parts[word as Kind] : null
    return part !== null && part.madeBy.length > 0 ? [[type, word as Kind]] : []
  }),
)

/** Which kind of entity an event of this type is about, or null if the case side keeps none of that kind. */
export function kindOfEvent(type: string): Kind | null {
  return kindOfType.get(type) ?? null
}

/** Whether an event of this type makes an entity of the kind known. */
export function makes(kind: Kind, type: string): boolean {
  return parts[kind].madeBy.includes(type)
}

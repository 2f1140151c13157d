import { type EventOfKind, type EventOfType, type FloorEvent, isOfKind } from '../../event/event.ts'
import { type CaseAggregate, type Entity, type EntityOf, eventsOf } from '../aggregates/case-aggregate.ts'
import { casesOfMember, survivingCase, targetOf } from '../aggregates/surviving-case.ts'
import { applyToAllowance } from '../entities/allowance/allowance-state.ts'
import { applyToApproval } from '../entities/approval/approval-state.ts'
import { applyToAssist } from '../entities/assist/assist-state.ts'
import { applyToCallback } from '../entities/callback/callback-state.ts'
import { absorbCase } from '../entities/case/absorb-case.ts'
import { applyToCase } from '../entities/case/case-evolve.ts'
import type { CaseState } from '../entities/case/case-state.ts'
import { applyToContact } from '../entities/contact/contact-state.ts'
import { isPerson, partOf, type StateOf } from '../entities/entity.ts'
import { applyToHandoff } from '../entities/handoff/handoff-state.ts'
import { applyToPromise } from '../entities/promise/promise-state.ts'
import type { RuleSubject } from '../judging/judging.ts'

type State = StateOf[Entity['kind']]

/** What playing makes of an entity; an entity is itself one. */
export interface Played {
  state: State | null
  subject: RuleSubject | null
  through: number
}

/** What applying an event to an entity needs of a stage. */
export interface Applying {
  readonly aggregate: CaseAggregate
  /** Where an entity's state lies: in itself, or apart when a play is a rehearsal. */
  readonly of: (entity: Entity) => Played
  readonly contact: (id: string) => Entity | undefined
}

/** What an entity amounts to so far, in the making. */
export function stateInPlay<E extends Entity>(stage: Applying, entity: E): StateOf[E['kind']] {
  const played = stage.of(entity)
  played.state ??= partOf(entity.kind).fresh()
  // What a play keeps of an entity was made by its own kind, here.
  return played.state as StateOf[E['kind']]
}

/** The state of a case, or null if it is none that is known. */
export function caseStateOf(stage: Applying, of: Entity): CaseState | null {
  return of.kind === 'case' && of.known ? stateInPlay(stage, of) : null
}

/** An answer of a contact that has ended: a replay or a zombie, by which nobody speaks with the customer. */
function isAfterEnd(stage: Applying, entity: Entity, event: FloorEvent): boolean {
  if (event.type !== 'contact.answered' || entity.kind !== 'contact') return false
  if (entity.aggregate !== stage.aggregate) return false
  return stateInPlay(stage, entity).hasEnded
}

/** An event of a case: that it goes into another one, or what happens in the one that it has gone into by then. */
function applyOfCase(stage: Applying, entity: EntityOf<'case'>, event: EventOfKind<'case'>): void {
  const into = survivingCase(stage, entity)
  if (event !== entity.merge) {
    if (into.kind === 'case') applyToCase(stateInPlay(stage, into), event)
    return
  }
  const [state, target] = [stateInPlay(stage, entity), targetOf(stage, entity)]
  if (target?.kind !== 'case') return
  absorbCase(stateInPlay(stage, target), state)
  state.mergedInto = target.id
}

/** Lets an event of an entity change what it amounts to; what parties hear is about others and changes nothing of them. */
function applyOwn(stage: Applying, entity: Entity, event: FloorEvent): void {
  switch (entity.kind) {
    case 'case':
      if (isOfKind('case', event)) applyOfCase(stage, entity, event)
      return
    case 'promise':
      if (isOfKind('promise', event)) applyToPromise(stateInPlay(stage, entity), event)
      return
    case 'handoff':
      if (isOfKind('handoff', event)) applyToHandoff(stateInPlay(stage, entity), event)
      return
    case 'approval':
      if (isOfKind('approval', event)) applyToApproval(stateInPlay(stage, entity), event)
      return
    case 'assist':
      if (isOfKind('assist', event)) applyToAssist(stateInPlay(stage, entity), event)
      return
    case 'callback':
      if (isOfKind('callback', event)) applyToCallback(stateInPlay(stage, entity), event)
      return
    case 'allowance':
      if (isOfKind('allowance', event)) applyToAllowance(stateInPlay(stage, entity), event)
      return
    case 'contact':
      if (isOfKind('contact', event)) applyToContact(stateInPlay(stage, entity), event)
      return
    case 'customer':
    case 'agent':
      stateInPlay(stage, entity)
      return
    default:
      entity satisfies never
  }
}

function applyToCaseOf(stage: Applying, its: Entity, event: EventOfKind<'contact'>): void {
  const of = caseStateOf(stage, its)
  if (of !== null) applyToCase(of, event)
}

/** Lets an event change what it is about, and what hears it only to know more: nothing is judged by that. */
export function applyOne(stage: Applying, entity: Entity, event: FloorEvent): void {
  if (isAfterEnd(stage, entity, event)) return
  if (entity.aggregate === stage.aggregate) applyOwn(stage, entity, event)
  if (entity.kind === 'contact' && isOfKind('contact', event)) {
    const { main, merged } = stage.aggregate
    if (merged.length === 0) applyToCaseOf(stage, main, event)
    else for (const its of casesOfMember(stage, entity)) applyToCaseOf(stage, its, event)
  }
  if (event.type === 'case.opened' || event.type === 'case.contacted') nameContact(stage, event)
}

/** The case's event names a contact: from this instant the contact's field `case` says so. */
function nameContact(stage: Applying, event: EventOfType<'case.opened' | 'case.contacted'>): void {
  if (event.data.contact === undefined) return
  const contact = stage.contact(event.data.contact)
  if (contact?.kind === 'contact' && contact.aggregate === stage.aggregate)
    applyToContact(stateInPlay(stage, contact), event)
}

/** Makes what the entities of an aggregate amount to from their events alone: nothing is judged, nothing said. */
export function refoldAggregate(
  aggregate: CaseAggregate,
  find: (event: FloorEvent) => Entity | undefined,
  contact: Applying['contact'],
): void {
  const applying: Applying = { aggregate: aggregate, contact, of: (entity) => entity }
  const { main } = aggregate
  for (const event of eventsOf(aggregate)) {
    const entity = isPerson(main.kind) ? main : find(event)
    if (entity?.known) applyOne(applying, entity, event)
  }
}

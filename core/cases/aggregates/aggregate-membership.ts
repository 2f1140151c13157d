import type { FloorEvent } from '../../event/event.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'

export interface AggregateMembershipContext {
  /** All of an aggregate is to be played again. */
  invalidate(aggregate: CaseAggregate): void
  /** These events of the entity come after all that its aggregate played, or are heard before it is played again. */
  append(aggregate: CaseAggregate, entity: Entity, events: readonly FloorEvent[]): void
  /** The entity belongs to another aggregate: what is seen of it says so, though that is still to be played. */
  touched(entity: Entity): void
  /** An aggregate is no more. */
  forget(aggregate: CaseAggregate): void
  /** Whether a newcomer belongs before something that was played without it. */
  missedSome(aggregate: CaseAggregate, entity: Entity, role: 'members' | 'linkedContacts'): boolean
}

/** Who belongs to which aggregate. */
export interface AggregateMembership {
  /** Makes the entity at home in one aggregate, a linked contact in others, and a stranger to all else. */
  move(entity: Entity, home: CaseAggregate | null, linkedIn: readonly CaseAggregate[]): void
}

export function createAggregateMembership(context: AggregateMembershipContext): AggregateMembership {
  const { invalidate, append, forget, missedSome, touched } = context

  /** Each case of an aggregate owes its promises, until it has gone into another one. */
  function touchOwing({ merged }: CaseAggregate, { kind }: Entity): void {
    if (kind === 'promise') merged.forEach(touched)
  }

  function leave(aggregate: CaseAggregate, entity: Entity): void {
    invalidate(aggregate)
    touchOwing(aggregate, entity)
    aggregate.members = aggregate.members.filter((other) => other !== entity)
    aggregate.linkedContacts = aggregate.linkedContacts.filter((other) => other !== entity)
    aggregate.watched = aggregate.watched.filter((other) => other !== entity)
    if (entity.kind === 'case') aggregate.merged = aggregate.merged.filter((other) => other !== entity)
    // An aggregate that consisted of the one entity is no more.
    if (aggregate.main === entity) forget(aggregate)
  }

  function join(aggregate: CaseAggregate, entity: Entity, role: 'members' | 'linkedContacts'): void {
    const isFresh = entity.state === null && entity.emittedBefore === null
    const isMerged = entity.kind === 'case' && aggregate.main !== entity
    if (!isFresh || isMerged || missedSome(aggregate, entity, role)) invalidate(aggregate)
    if (aggregate.main !== entity) aggregate[role] = [...aggregate[role], entity]
    if (isMerged) aggregate.merged = [...aggregate.merged, entity]
    append(aggregate, entity, entity.own)
  }

  return {
    move(entity, home, linkedIn) {
      const before = entity.aggregate
      if (before === home && linkedIn.length === 0 && entity.linkedTo.length === 0) return
      const gone = entity.linkedTo.filter((aggregate) => !linkedIn.includes(aggregate))
      const come = linkedIn.filter((aggregate) => !entity.linkedTo.includes(aggregate))
      if (before === home && gone.length === 0 && come.length === 0) return
      for (const aggregate of gone) leave(aggregate, entity)
      if (before !== home && before !== null) leave(before, entity)
      entity.aggregate = home
      if (gone.length > 0 || come.length > 0) entity.linkedTo = [...linkedIn]
      if (before !== home && home !== null) {
        join(home, entity, 'members')
        touched(entity)
        touchOwing(home, entity)
      }
      for (const aggregate of come) join(aggregate, entity, 'linkedContacts')
    },
  }
}

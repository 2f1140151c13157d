import type { FloorEvent } from '../event/event.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'

export interface AggregateMembershipContext {
  /** All of a family is to be played again. */
  spoil(aggregate: CaseAggregate): void
  /** These events of the entity come after all that its family played, or are heard before it is played again. */
  append(aggregate: CaseAggregate, entity: Entity, events: readonly FloorEvent[]): void
  /** The entity belongs to another family: what is seen of it says so, though that is still to be played. */
  touched(entity: Entity): void
  /** A family is no more. */
  forget(aggregate: CaseAggregate): void
  /** Whether a newcomer belongs before something that was played without it. */
  missedSome(aggregate: CaseAggregate, entity: Entity, place: 'members' | 'guests'): boolean
}

/** Who belongs to which family. */
export interface AggregateMembership {
  /** Makes the entity at home in one family, a guest in others, and a stranger to all else. */
  move(entity: Entity, home: CaseAggregate | null, guestIn: readonly CaseAggregate[]): void
}

export function createAggregateMembership(context: AggregateMembershipContext): AggregateMembership {
  const { spoil, append, forget, missedSome, touched } = context

  /** Each case of a family owes its promises, until it has gone into another one. */
  function touchOwing({ merged }: CaseAggregate, { kind }: Entity): void {
    if (kind === 'promise') merged.forEach(touched)
  }

  function leave(aggregate: CaseAggregate, entity: Entity): void {
    spoil(aggregate)
    touchOwing(aggregate, entity)
    aggregate.members = aggregate.members.filter((other) => other !== entity)
    aggregate.guests = aggregate.guests.filter((other) => other !== entity)
    aggregate.watched = aggregate.watched.filter((other) => other !== entity)
    if (entity.kind === 'case') aggregate.merged = aggregate.merged.filter((other) => other !== entity)
    // A family that consisted of the one entity is no more.
    if (aggregate.main === entity) forget(aggregate)
  }

  function join(aggregate: CaseAggregate, entity: Entity, place: 'members' | 'guests'): void {
    const isFresh = entity.state === null && entity.saidBefore === null
    const isMerged = entity.kind === 'case' && aggregate.main !== entity
    if (!isFresh || isMerged || missedSome(aggregate, entity, place)) spoil(aggregate)
    if (aggregate.main !== entity) aggregate[place] = [...aggregate[place], entity]
    if (isMerged) aggregate.merged = [...aggregate.merged, entity]
    append(aggregate, entity, entity.own)
  }

  return {
    move(entity, home, guestIn) {
      const before = entity.family
      if (before === home && guestIn.length === 0 && entity.guestIn.length === 0) return
      const gone = entity.guestIn.filter((aggregate) => !guestIn.includes(aggregate))
      const come = guestIn.filter((aggregate) => !entity.guestIn.includes(aggregate))
      if (before === home && gone.length === 0 && come.length === 0) return
      for (const aggregate of gone) leave(aggregate, entity)
      if (before !== home && before !== null) leave(before, entity)
      entity.family = home
      if (gone.length > 0 || come.length > 0) entity.guestIn = [...guestIn]
      if (before !== home && home !== null) {
        join(home, entity, 'members')
        touched(entity)
        touchOwing(home, entity)
      }
      for (const aggregate of come) join(aggregate, entity, 'guests')
    },
  }
}

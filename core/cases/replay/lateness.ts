import { itemAt } from '../../collections/present.ts'
import type { FloorEvent } from '../../event/event.ts'
import { type CaseAggregate, type Entity, membersOf } from '../aggregates/case-aggregate.ts'
import { makes } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import { isJudgedByCase } from './judged-by.ts'

/** Whether what an aggregate has played must be played again for something that comes now. */
export interface Lateness {
  /** Whether an event makes its entity known, of which more was heard or missed before. */
  needsHistory(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): boolean
  /** Whether an event belongs before something of its aggregate that was played already, and that it may change. */
  isLate(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): boolean
  /** Whether a newcomer belongs before something that was played without it. */
  missedSome(aggregate: CaseAggregate, entity: Entity, role: 'members' | 'linkedContacts'): boolean
}

export function createLateness(judging: Judging): Lateness {
  /** Whether what the aggregate has played is not enough once this event makes its entity known. */
  function needsHistory(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): boolean {
    if (entity.known || !makes(entity.kind, event.type)) return false
    if (entity.own.length > 0 || !aggregate.isPlayed) return entity.own.length > 0
    return aggregate.main === entity || (entity.aggregate === aggregate && missedBeginning(aggregate, entity))
  }

  /** Whether the case heard something at which a rule would have begun to watch the member. */
  function missedBeginning({ main, merged }: CaseAggregate, { kind }: Entity): boolean {
    return [main, ...merged].some(({ applied, own }) =>
      own.some(
        ({ time, type }) => time <= applied && judging.beginsAtCase(type) && judging.begins(kind, type),
      ),
    )
  }

  /** Whether what was judged of a member, or of the case, lies at or after an event of the case. */
  function caseIsLate({ main, members, watched }: CaseAggregate, { time, type }: FloorEvent): boolean {
    if (time <= main.through || watched.some(({ through }) => time <= through)) return true
    if (!judging.beginsAtCase(type)) return false
    return members.some(({ kind, applied }) => time <= applied && judging.begins(kind, type))
  }

  /** Whether what was judged of a member, or of its case, lies at or after an event of the member. */
  function memberIsLate(aggregate: CaseAggregate, entity: Entity, { time, type }: FloorEvent): boolean {
    const { main } = aggregate
    if (isJudgedByCase(aggregate.main, entity, type, judging) && time <= main.through) return true
    if (entity.aggregate !== aggregate) return false
    const isWatched = entity.subject !== null || judging.begins(entity.kind, type)
    return isWatched && (time <= entity.through || time <= main.applied)
  }

  /** Whether an event belongs before something of its aggregate that was played already, and that it may change. */
  function isLate(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): boolean {
    if (!aggregate.isPlayed) return false
    if (event.time <= entity.applied || event.time <= judging.lastChange()) return true
    // Whom an event concerns where cases went into each other is known only when they are played.
    if (aggregate.merged.length > 0)
      return membersOf(aggregate).some(({ applied, through }) => event.time <= Math.max(applied, through))
    return entity === aggregate.main ? caseIsLate(aggregate, event) : memberIsLate(aggregate, entity, event)
  }

  /** Whether a newcomer belongs before something that was played without it. */
  function missedSome(aggregate: CaseAggregate, entity: Entity, role: 'members' | 'linkedContacts'): boolean {
    const { main } = aggregate
    if (entity.own.some((event) => isLate(aggregate, entity, event))) return true
    if (role === 'linkedContacts' || !judging.watches(entity.kind)) return false
    if (entity.own.length > 0 && itemAt(entity.own, 0).time <= main.applied) return true
    return missedBeginning(aggregate, entity)
  }

  return { needsHistory, isLate, missedSome }
}

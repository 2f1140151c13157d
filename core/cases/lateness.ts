import type { FloorEvent } from '../event.ts'
import { makes } from './entity.ts'
import type { Entity, Family } from './family.ts'
import type { Judging } from './judging.ts'
import { isJudgedByCase } from './play.ts'

/** Whether what a family has played must be played again for something that comes now. */
export interface Lateness {
  /** Whether an event makes its entity known, of which more was heard or missed before. */
  needsHistory(family: Family, entity: Entity, event: FloorEvent): boolean
  /** Whether an event belongs before something of its family that was played already, and that it may change. */
  isLate(family: Family, entity: Entity, event: FloorEvent): boolean
  /** Whether a newcomer belongs before something that was played without it. */
  missedSome(family: Family, entity: Entity, place: 'members' | 'guests'): boolean
}

export function createLateness(judging: Judging): Lateness {
  /** Whether what the family has played is not enough once this event makes its entity known. */
  function needsHistory(family: Family, entity: Entity, event: FloorEvent): boolean {
    if (entity.known || !makes(entity.kind, event.type)) return false
    if (entity.own.length > 0 || !family.isPlayed) return entity.own.length > 0
    return family.main === entity || (entity.family === family && missedBeginning(family, entity))
  }

  /** Whether the case heard something at which a rule would have begun to watch the member. */
  function missedBeginning({ main }: Family, { kind }: Entity): boolean {
    return main.own.some(
      ({ time, type }) => time <= main.applied && judging.beginsAtCase(type) && judging.begins(kind, type),
    )
  }

  /** Whether what was judged of a member, or of the case, lies at or after an event of the case. */
  function caseIsLate({ main, members, watched }: Family, { time, type }: FloorEvent): boolean {
    if (time <= main.through || watched.some(({ through }) => time <= through)) return true
    if (!judging.beginsAtCase(type)) return false
    return members.some(({ kind, applied }) => time <= applied && judging.begins(kind, type))
  }

  /** Whether what was judged of a member, or of its case, lies at or after an event of the member. */
  function memberIsLate(family: Family, entity: Entity, { time, type }: FloorEvent): boolean {
    const { main } = family
    if (isJudgedByCase(family, entity, type, judging) && time <= main.through) return true
    if (entity.family !== family) return false
    const isWatched = entity.subject !== null || judging.begins(entity.kind, type)
    return isWatched && (time <= entity.through || time <= main.applied)
  }

  /** Whether an event belongs before something of its family that was played already, and that it may change. */
  function isLate(family: Family, entity: Entity, event: FloorEvent): boolean {
    if (!family.isPlayed) return false
    if (event.time <= entity.applied || event.time <= judging.lastChange()) return true
    return entity === family.main ? caseIsLate(family, event) : memberIsLate(family, entity, event)
  }

  /** Whether a newcomer belongs before something that was played without it. */
  function missedSome(family: Family, entity: Entity, place: 'members' | 'guests'): boolean {
    const { main } = family
    if (entity.own.some((event) => isLate(family, entity, event))) return true
    if (place === 'guests' || !judging.watches(entity.kind)) return false
    if (entity.own.length > 0 && entity.own[0]!.time <= main.applied) return true
    return missedBeginning(family, entity)
  }

  return { needsHistory, isLate, missedSome }
}

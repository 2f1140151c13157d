import { RETENTION_MS } from '../../time/retention.ts'
import { type CaseAggregate, type Entity, membersOf } from '../aggregates/case-aggregate.ts'
import type { Judging } from '../judging/judging.ts'

/** Packages are reported now and then; one that was not for this long is no more. */
const KEEP_ALLOWANCE_MS = 40 * 24 * 3_600_000

/** A contact whose end nobody told is over all the same after this long without a word. */
const LOST_CONTACT_MS = 14 * 24 * 3_600_000

/** Whether nothing more is owed by the entity itself; one that was never made known owes nothing. */
function hasEnded(entity: Entity): boolean {
  if (!entity.known || entity.state === null) return true
  switch (entity.kind) {
    case 'case':
      return entity.state.state === 'resolved' || entity.state.mergedInto !== null
    case 'promise':
      return entity.state.end !== 'none'
    case 'callback':
    case 'contact':
      return entity.state.over
    case 'handoff':
      return entity.state.returnedAt !== null
    case 'approval':
    case 'assist':
    case 'allowance':
    case 'customer':
    case 'agent':
      return true
    default:
      return entity satisfies never
  }
}

/** From which receipt on an entity has ended; one whose end was never told, after a time without a word. */
function endedFrom(entity: Entity): number {
  if (hasEnded(entity)) return Number.NEGATIVE_INFINITY
  return entity.kind === 'contact' ? entity.receivedAt + LOST_CONTACT_MS : Number.POSITIVE_INFINITY
}

/** What is asked of the rules: how long they look back, and whether a clock of a subject runs. */
type Watching = Pick<Judging, 'isBusy' | 'windowMs'>

function keepMs({ kind }: Entity, judging: Watching): number {
  if (kind === 'allowance') return KEEP_ALLOWANCE_MS
  return kind === 'customer' || kind === 'agent' ? RETENTION_MS + judging.windowMs(kind) : RETENTION_MS
}

/**
 * From which receipt on an aggregate may leave the memory, if nothing more is heard of it: all of it has ended, no clock of
 * it runs, and nothing was heard of it for two days. A hand-off that a resolved case no longer waits for holds nobody up
 * once its clocks are out.
 */
export function overFrom(aggregate: CaseAggregate, judging: Watching): number {
  let from = endedFrom(aggregate.main)
  // Most of what is not over is an open case.
  if (from === Number.POSITIVE_INFINITY && aggregate.main.kind !== 'handoff') return from
  for (const entity of membersOf(aggregate)) {
    if (entity.subject !== null && judging.isBusy(entity.subject)) return Number.POSITIVE_INFINITY
    from = Math.max(from, entity.receivedAt + keepMs(entity, judging))
    if (entity.kind !== 'handoff') from = Math.max(from, endedFrom(entity))
  }
  return from
}

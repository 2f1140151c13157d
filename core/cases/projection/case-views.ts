import { compareEvents, type FloorEvent } from '../../event/event.ts'
import type { ClockView } from '../../rows/clock-view.ts'
import type { RowTypes } from '../../rows/row.ts'
import type { ClockWhy } from '../../rules/why.ts'
import { clocksOf } from '../aggregates/aggregate-clocks.ts'
import { type Entity, eventsOf, membersOf, NOTHING } from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import { clockViews } from '../clocks/clock-list.ts'
import type { Eviction } from '../cold/eviction.ts'
import type { QueueCaseMetrics } from '../entities/case/case-metrics.ts'
import type { Kind } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import { eventsInForce } from '../openings/first-opening.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import type { EntityRow, WorkItems, WorkItemsOfTeam } from '../rows/work-items.ts'

/** The row types that the case side makes. */
export type CaseSideRow = EntityRow | 'team' | 'department'
/** A team's row has more: what its agents have done is known elsewhere. */
export type CaseSideRows = Omit<RowTypes, 'team'> & { team: WorkItemsOfTeam }

/** What can be seen of the case side. Looking wakes nobody. */
export interface CaseViews {
  /** The case that a contact belongs to. */
  caseOf(contact: string): string | null
  row<T extends CaseSideRow>(type: T, id: string): CaseSideRows[T] | null
  ids(type: CaseSideRow): Iterable<string>
  /** `callbacks` and `cases` of a queue, or of a board's queues together. */
  queueMetrics(...queues: string[]): QueueCaseMetrics
  /** The same of the whole site, with what is in no queue. */
  siteMetrics(): QueueCaseMetrics
  /** The case in which one goes on: itself, or the one that it went into. */
  survivingCase(caseId: string): string
  /** How many open cases and callbacks an agent has. */
  openWork(agent: string): number
  clocksOf(kind: Kind, id: string): ClockView[]
  /** Whether an entity is known: what makes it so was heard, and not taken back. */
  knows(kind: Kind, id: string): boolean
  /** A case and what belongs to it. */
  aggregate(caseId: string): { type: Kind; id: string }[]
  /** What was heard of an entity and not taken back, in order, openings that changed nothing included. */
  eventsOf(kind: Kind, id: string): readonly FloorEvent[]
  /** Openings of a case and its aggregate that came after the first and changed nothing, in order. */
  repeats(caseId: string): FloorEvent[]
  /** Every event of a case and its aggregate in order, what was derived included. */
  timeline(caseId: string): FloorEvent[]
  /** Why the deadlines of a case's and its aggregate's clocks are what they are, first of those that have ended. */
  why(caseId: string): ClockWhy[]
}

export interface CaseViewsContext {
  readonly registry: Registry
  readonly eviction: Pick<Eviction, 'peek' | 'row' | 'caseOf' | 'shown'>
  readonly workItems: WorkItems
  readonly judging: Judging
  readonly aggregates: Pick<CaseAggregates, 'replayApart'>
  /** Plays what was heard, but for what is to wait. */
  flush(): void
  /** Plays all that was heard. */
  settle(): void
  /** Plays all that was heard of the entity's aggregate. */
  settleOf(entity: Entity | undefined): void
  /** Works off which contact belongs to which case; nothing is played. */
  link(): void
  /** Whether a case is said to have gone into another, or another into it. */
  isMerged(caseId: string): boolean
  /** Everything heard of a case that is put by; null if it is not. */
  archivedEvents(caseId: string): readonly FloorEvent[] | null
}

export function createCaseViews(context: CaseViewsContext): CaseViews {
  const {
    registry,
    eviction,
    workItems,
    judging,
    aggregates,
    flush,
    settle,
    settleOf,
    link,
    archivedEvents,
    isMerged,
  } = context
  const find = (kind: Kind, id: string) => registry.hot(kind, id) ?? eviction.peek(kind, id)

  function known(kind: Kind, id: string): Entity | null {
    const entity = find(kind, id)
    return entity?.known === true ? entity : null
  }

  function row(type: CaseSideRow, id: string): CaseSideRows[CaseSideRow] | null {
    flush()
    if (type === 'team') return workItems.team(id)
    if (type === 'department') return workItems.department(id)
    const entity = registry.hot(type, id)
    settleOf(entity)
    return entity === undefined ? eviction.row(type, id) : workItems.row(entity)
  }

  function ids(type: CaseSideRow): Iterable<string> {
    settle()
    if (type === 'team') return workItems.teams()
    if (type === 'department') return workItems.departments()
    const hot = [...registry.all(type).values()].flatMap((entity) =>
      workItems.shows(entity) ? [entity.id] : [],
    )
    return [...hot, ...eviction.shown(type)]
  }

  return {
    caseOf(contact) {
      link()
      const entity = registry.hot('contact', contact)
      if (entity === undefined) return eviction.caseOf(contact)
      const main = entity.aggregate?.main
      return main?.kind === 'case' ? main.id : null
    },
    row: row as CaseViews['row'],
    ids,
    knows(kind, id) {
      link()
      return known(kind, id) !== null
    },
    queueMetrics(...queues) {
      flush()
      return workItems.queueMetrics(queues)
    },
    survivingCase(caseId) {
      link()
      if (!isMerged(caseId)) return caseId
      const main = find('case', caseId)?.aggregate?.main
      return main?.kind === 'case' ? main.id : caseId
    },
    openWork(agent) {
      flush()
      return workItems.openWork(agent)
    },
    siteMetrics() {
      flush()
      return workItems.siteMetrics()
    },
    clocksOf(kind, id) {
      flush()
      const entity = find(kind, id)
      settleOf(entity ?? undefined)
      return entity === null ? [] : clockViews(clocksOf(entity, judging))
    },
    aggregate(caseId) {
      link()
      const aggregate = known('case', caseId)?.aggregate
      if (aggregate == null) return []
      return [...membersOf(aggregate), ...aggregate.linkedContacts].map(({ kind, id }) => ({
        type: kind,
        id,
      }))
    },
    eventsOf(kind, id) {
      link()
      const entity = find(kind, id)
      if (entity !== null) return eventsInForce(entity)
      return (kind === 'case' ? archivedEvents(id) : null) ?? NOTHING
    },
    repeats(caseId) {
      link()
      const aggregate = known('case', caseId)?.aggregate
      if (aggregate == null) return []
      return membersOf(aggregate)
        .flatMap((entity) => entity.repeats)
        .sort(compareEvents)
    },
    timeline(caseId) {
      link()
      const aggregate = known('case', caseId)?.aggregate
      return aggregate == null ? [] : eventsOf(aggregate)
    },
    why(caseId) {
      settle()
      // To play it once more it must be awake.
      const entity = registry.get('case', caseId)
      const aggregate = entity?.known === true ? entity.aggregate : null
      if (aggregate == null) return []
      const ended = judging.endedDuring(() => aggregates.replayApart(aggregate))
      const open = membersOf(aggregate).flatMap(({ subject }) =>
        subject === null ? [] : judging.why(subject),
      )
      return [...ended, ...open]
    },
  }
}

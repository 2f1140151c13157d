import { compareEvents, type FloorEvent } from '../event.ts'
import type { ClockView, RowTypes } from '../row.ts'
import type { ClockWhy } from '../rules/why.ts'
import { clocksOf, clockViews } from './clock-list.ts'
import type { Kind } from './entity.ts'
import type { Families } from './families.ts'
import { type Entity, eventsOf, homesOf, NOTHING } from './family.ts'
import type { QueueFigures } from './figures.ts'
import { allEventsOf } from './first-opening.ts'
import type { Judging } from './judging.ts'
import type { EntityRow, Owed, OwedByTeam } from './owed.ts'
import type { Registry } from './registry.ts'
import type { Sleep } from './sleep.ts'

/** The row types that the case side makes. */
export type CaseSideRow = EntityRow | 'team' | 'department'
/** A team's row has more: what its agents have done is known elsewhere. */
export type CaseSideRows = Omit<RowTypes, 'team'> & { team: OwedByTeam }

/** What can be seen of the case side. Looking wakes nobody. */
export interface CaseViews {
  /** The case that a contact belongs to. */
  caseOf(contact: string): string | null
  row<T extends CaseSideRow>(type: T, id: string): CaseSideRows[T] | null
  ids(type: CaseSideRow): Iterable<string>
  /** `callbacks` and `cases` of a queue, or of a board's queues together. */
  queueFigures(...queues: string[]): QueueFigures
  /** The same of the whole site, with what is in no queue. */
  siteFigures(): QueueFigures
  clocksOf(kind: Kind, id: string): ClockView[]
  /** A case and what belongs to it. */
  family(caseId: string): { type: Kind; id: string }[]
  /** Everything that was heard of an entity in order, openings that changed nothing included. */
  eventsOf(kind: Kind, id: string): readonly FloorEvent[]
  /** Openings of a case and its family that came after the first and changed nothing, in order. */
  repeats(caseId: string): FloorEvent[]
  /** Every event of a case and its family in order, what was derived included. */
  timeline(caseId: string): FloorEvent[]
  /** Why the deadlines of a case's and its family's clocks are what they are, first of those that have ended. */
  why(caseId: string): ClockWhy[]
}

export interface CaseViewsContext {
  readonly registry: Registry
  readonly sleep: Pick<Sleep, 'peek' | 'row' | 'caseOf' | 'shown'>
  readonly owed: Owed
  readonly judging: Judging
  readonly families: Pick<Families, 'rehearse'>
  /** Plays what was heard, but for what is to wait. */
  flush(): void
  /** Plays all that was heard. */
  settle(): void
  /** Plays all that was heard of the entity's family. */
  settleOf(entity: Entity | undefined): void
  /** Works off which contact belongs to which case; nothing is played. */
  link(): void
  /** Everything heard of a case that is put by; null if it is not. */
  shelved(caseId: string): readonly FloorEvent[] | null
}

export function createCaseViews(context: CaseViewsContext): CaseViews {
  const { registry, sleep, owed, judging, families, flush, settle, settleOf, link, shelved } = context
  const find = (kind: Kind, id: string) => registry.awake(kind, id) ?? sleep.peek(kind, id)

  function known(kind: Kind, id: string): Entity | null {
    const entity = find(kind, id)
    return entity?.known === true ? entity : null
  }

  function row(type: CaseSideRow, id: string): CaseSideRows[CaseSideRow] | null {
    flush()
    if (type === 'team') return owed.team(id)
    if (type === 'department') return owed.department(id)
    const entity = registry.awake(type, id)
    settleOf(entity)
    return entity === undefined ? sleep.row(type, id) : owed.row(entity)
  }

  function ids(type: CaseSideRow): Iterable<string> {
    settle()
    if (type === 'team') return owed.teams()
    if (type === 'department') return owed.departments()
    const awake = [...registry.all(type).values()].flatMap((entity) =>
      owed.shows(entity) ? [entity.id] : [],
    )
    return [...awake, ...sleep.shown(type)]
  }

  return {
    caseOf(contact) {
      link()
      const entity = registry.awake('contact', contact)
      if (entity === undefined) return sleep.caseOf(contact)
      const main = entity.family?.main
      return main?.kind === 'case' ? main.id : null
    },
    row: row as CaseViews['row'],
    ids,
    queueFigures(...queues) {
      flush()
      return owed.queueFigures(queues)
    },
    siteFigures() {
      flush()
      return owed.siteFigures()
    },
    clocksOf(kind, id) {
      flush()
      const entity = find(kind, id)
      settleOf(entity ?? undefined)
      return entity === null ? [] : clockViews(clocksOf(entity, judging))
    },
    family(caseId) {
      link()
      const family = known('case', caseId)?.family
      if (family == null) return []
      return [...homesOf(family), ...family.guests].map(({ kind, id }) => ({ type: kind, id }))
    },
    eventsOf(kind, id) {
      link()
      const entity = find(kind, id)
      if (entity !== null) return allEventsOf(entity)
      return (kind === 'case' ? shelved(id) : null) ?? NOTHING
    },
    repeats(caseId) {
      link()
      const family = known('case', caseId)?.family
      if (family == null) return []
      return homesOf(family)
        .flatMap((entity) => entity.repeats)
        .sort(compareEvents)
    },
    timeline(caseId) {
      link()
      const family = known('case', caseId)?.family
      return family == null ? [] : eventsOf(family)
    },
    why(caseId) {
      settle()
      // To play it once more it must be awake.
      const entity = registry.get('case', caseId)
      const family = entity?.known === true ? entity.family : null
      if (family == null) return []
      const ended = judging.endedDuring(() => families.rehearse(family))
      const open = homesOf(family).flatMap(({ subject }) => (subject === null ? [] : judging.why(subject)))
      return [...ended, ...open]
    },
  }
}

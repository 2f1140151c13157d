import { itemAt } from '../../collections/present.ts'
import type { RowTypes } from '../../rows/row.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import type { Kind } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import { type LinkStatus, statusAt } from '../links/links.ts'
import { caseNamedBy, customerNamedBy } from '../merging/named-by.ts'
import { amongAll, type RelatedCases } from '../merging/related-cases.ts'
import type { Contribution, EntityRow, WorkItems } from '../rows/work-items.ts'
import { overFrom } from './over-from.ts'

/** One entity of related aggregates that are cold. */
export interface EntityHeader {
  readonly kind: Kind
  readonly id: string
  /** Whether it has a row. */
  readonly isShown: boolean
  /** When time alone next changes it (ms), or lets a rule say something of it. */
  readonly lookAt: number | null
  readonly nextOfRules: number | null
  readonly adds: Contribution | null
}

/** A case among related aggregates that are cold, for links of its customers' contacts. */
export interface CaseHeader {
  readonly id: string
  readonly customers: readonly string[]
  readonly status: LinkStatus
}

/** What is asked of related aggregates that are cold without looking into them. */
export interface ColdHeader {
  readonly entities: readonly EntityHeader[]
  readonly cases: readonly CaseHeader[]
  /** The case to which contacts among them belong; null: to none, or to several. */
  readonly home: string | null
  readonly isOne: boolean
  /** From which receipt on one of the aggregates is over, null: never. */
  readonly overFrom: number | null
  /** The last instant at which one of them was judged, null: none ever was. */
  readonly judgedAt: number | null
  /** Contacts among them that name a case which is not: nobody may have heard of it yet. */
  readonly namings: readonly Naming[]
}

type Naming = readonly [contact: string, caseId: string]

/** A head as JSON, in lists: there are as many heads as aggregates. */
export type ColdHeaderDump = readonly [
  entities: readonly (readonly [
    kind: Kind,
    id: string,
    isShown: 0 | 1,
    lookAt: number | null,
    nextOfRules: number | null,
    adds: Contribution | null,
  ])[],
  cases: readonly (readonly [
    id: string,
    customers: readonly string[],
    openedAt: number | null,
    isOpen: 0 | 1,
    customer: string | null,
    lastAt: number,
  ])[],
  home: string | null,
  isOne: 0 | 1,
  overFrom: number | null,
  judgedAt: number | null,
  namings?: readonly Naming[],
]

/** A header as snapshots have it: its values in a fixed order, without names. */
export function dumpHeader(head: ColdHeader): ColdHeaderDump {
  const { entities, cases, home, isOne, overFrom, judgedAt, namings } = head
  const plain = [
    entities.map(
      ({ kind, id, isShown, lookAt, nextOfRules, adds }) =>
        [kind, id, isShown ? 1 : 0, lookAt, nextOfRules, adds] as const,
    ),
    cases.map(
      ({ id, customers, status: { openedAt, isOpen, customer, lastAt } }) =>
        [id, customers, openedAt, isOpen ? 1 : 0, customer, lastAt] as const,
    ),
    home,
    isOne ? 1 : 0,
    overFrom,
    judgedAt,
  ] as const
  return namings.length === 0 ? plain : [...plain, namings]
}

/** The header that a snapshot has. */
export function loadHeader(dump: ColdHeaderDump): ColdHeader {
  const [entities, cases, home, isOne, overFrom, judgedAt, namings = []] = dump
  return {
    entities: entities.map(([kind, id, isShown, lookAt, nextOfRules, adds]) => ({
      ...{ kind, id, isShown: isShown === 1 },
      ...{ lookAt, nextOfRules, adds },
    })),
    cases: cases.map(([id, customers, openedAt, isOpen, customer, lastAt]) => ({
      ...{ id, customers },
      status: { openedAt, isOpen: isOpen === 1, customer, lastAt },
    })),
    home,
    isOne: isOne === 1,
    overFrom,
    judgedAt,
    namings,
  }
}

export interface ColdHeaderContext {
  readonly judging: Judging
  readonly workItems: Pick<WorkItems, 'shows' | 'row' | 'contributionOf'>
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)

function entityHead(entity: Entity, { judging, workItems }: ColdHeaderContext): EntityHeader {
  const { kind, id, dueAt, subject } = entity
  return {
    kind,
    id,
    isShown: workItems.shows(entity),
    lookAt: dueAt,
    nextOfRules: subject === null ? null : judging.next(subject),
    adds: workItems.contributionOf(entity),
  }
}

function caseHead({ id, own, merge }: Entity): CaseHeader {
  const customers: string[] = []
  for (const event of own) {
    const customer = customerNamedBy(event)
    if (customer !== null && !customers.includes(customer)) customers.push(customer)
  }
  return { id, customers, status: statusAt(own, undefined, merge) }
}

/** Which contacts name cases that are not among them. */
function namingsOf(entities: readonly Entity[]): readonly Naming[] {
  const lies = amongAll(entities)
  let namings: Naming[] = NO_NAMINGS
  for (const { kind, id, own } of entities) {
    if (kind !== 'contact') continue
    for (const event of own) {
      const caseId = caseNamedBy(event)
      if (caseId === null || lies('case', caseId)) continue
      if (namings.some(([contact, named]) => contact === id && named === caseId)) continue
      namings = [...namings, [id, caseId]]
    }
  }
  return namings
}

const NO_NAMINGS: Naming[] = []

/** The head of related aggregates that were played; `entities` are all of theirs. */
export function headerOf(
  related: RelatedCases,
  entities: readonly Entity[],
  context: ColdHeaderContext,
): ColdHeader {
  const { main } = itemAt(related, 0)
  const cases = entities.filter(({ kind, known }) => kind === 'case' && known)
  let over = Number.POSITIVE_INFINITY
  for (const aggregate of related) over = Math.min(over, overFrom(aggregate, context.judging))
  let judgedAt = Number.NEGATIVE_INFINITY
  for (const { through } of entities) judgedAt = Math.max(judgedAt, through)
  return {
    entities: entities.map((entity) => entityHead(entity, context)),
    cases: cases.map(caseHead),
    home: related.length === 1 && main.kind === 'case' ? main.id : null,
    isOne: related.length === 1,
    overFrom: finite(over),
    judgedAt: finite(judgedAt),
    namings: namingsOf(entities),
  }
}

/** A row of one entity of related aggregates that are cold. */
export type RowDump = readonly [kind: Kind, id: string, row: RowTypes[EntityRow]]

/** The rows of all entities of related aggregates as they are seen until one of them changes. */
export function rowsOf(entities: readonly Entity[], { workItems }: ColdHeaderContext): RowDump[] {
  const rows: RowDump[] = []
  for (const entity of entities) {
    const row = workItems.row(entity)
    if (row !== null) rows.push([entity.kind, entity.id, row])
  }
  return rows
}

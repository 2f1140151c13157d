import { itemAt, lookUp } from '../../collections/present.ts'
import type { FloorEvent } from '../../event/event.ts'
import { dumpRuleState, loadRuleState, type RuleStateDump } from '../../rules/rule-state-dump.ts'
import {
  type CaseAggregate,
  type Entity,
  inAggregate,
  isSmall,
  keyOf,
  newAggregate,
  newEntity,
} from '../aggregates/case-aggregate.ts'
import { isPerson, type Kind, kindOfEvent, makes } from '../entities/entity.ts'
import { allEventsOf, splitEvents } from '../openings/first-opening.ts'
import { refoldAggregate } from '../replay/apply-event.ts'
import { mergeOf } from './merges.ts'

/** Aggregates that share contacts, and so are cold or are hot together; nearly always one. */
export type RelatedCases = readonly CaseAggregate[]

type EventDump = readonly [
  time: number,
  source: string,
  id: string,
  type: FloorEvent['type'],
  data: FloorEvent['data'],
  sentTime: number | null,
  /** Where it is not the entity itself: what customers and agents hear is about others. */
  subject?: string,
]

type EntityDump = readonly [
  kind: Kind,
  id: string,
  heardAt: number,
  through: number | null,
  applied: number | null,
  rules: RuleStateDump | null,
  own: readonly EventDump[],
  /** Where it belongs to an aggregate in which cases went into each other. */
  named?: readonly string[],
]

/** Entities by their places in the list of all. */
type AggregateDump = readonly [
  main: number,
  members: readonly number[],
  guests: readonly number[],
  watched: readonly number[],
]

/** Kin as JSON: events and what the rules know. What an entity is follows from its events. */
export type RelatedCasesDump = readonly [entities: readonly EntityDump[], families: readonly AggregateDump[]]

/** The aggregate with those that it shares contacts with. */
export function relatedCasesOf(aggregate: CaseAggregate): RelatedCases {
  if (
    aggregate.linkedContacts.length === 0 &&
    aggregate.members.every(({ linkedTo }) => linkedTo.length === 0)
  )
    return [aggregate]
  const related = new Set([aggregate])
  for (const { members, linkedContacts } of related)
    for (const entity of [...members, ...linkedContacts])
      for (const other of [entity.aggregate, ...entity.linkedTo]) if (other !== null) related.add(other)
  return [...related]
}

/** All entities of related aggregates, those of the first aggregate first: its main, its members, its linked contacts. */
export function entitiesOf(related: RelatedCases): Entity[] {
  if (related.length === 1) {
    const { main, members, linkedContacts } = itemAt(related, 0)
    return [main, ...members, ...linkedContacts]
  }
  const entities = new Set<Entity>()
  for (const { main, members, linkedContacts } of related)
    for (const entity of [main, ...members, ...linkedContacts]) entities.add(entity)
  return [...entities]
}

/** As many are looked through quicker than they are put into a set. */
const FEW = 8

/** Tells whether an entity is among those of related aggregates. */
export function amongAll(entities: readonly Entity[]): (kind: Kind, id: string) => boolean {
  if (entities.length <= FEW)
    return (kind, id) => entities.some((entity) => entity.id === id && entity.kind === kind)
  const keys = new Set(entities.map(({ key }) => key))
  return (kind, id) => keys.has(keyOf(kind, id))
}

/** -Infinity, which JSON does not know, as null. */
const orNull = (at: number) => (at === Number.NEGATIVE_INFINITY ? null : at)
const orNever = (at: number | null) => at ?? Number.NEGATIVE_INFINITY

function dumpEvent({ time, source, id, type, data, sentTime, subject }: FloorEvent, its: string): EventDump {
  if (subject !== its) return [time, source, id, type, data, sentTime ?? null, subject]
  return [time, source, id, type, data, sentTime ?? null]
}

function loadEvent(dump: EventDump, its: string): FloorEvent {
  const [time, source, id, type, data, sentTime, subject = its] = dump
  const event = { id, source, type, time, subject, data } as FloorEvent
  return sentTime === null ? event : { ...event, sentTime }
}

function dumpEntity(entity: Entity): EntityDump {
  const { kind, id, receivedAt, through, applied, subject } = entity
  const rules = subject === null ? null : dumpRuleState(subject)
  const events = allEventsOf(entity).map((event) => dumpEvent(event, id))
  const [judged, played] = [orNull(through), orNull(applied)]
  if (entity.named.length === 0) return [kind, id, receivedAt, judged, played, rules, events]
  return [kind, id, receivedAt, judged, played, rules, events, entity.named]
}

function loadEntity([kind, id, heardAt, through, applied, rules, own, named]: EntityDump): Entity {
  const entity = newEntity(kind, id)
  const events = own.map((event) => loadEvent(event, id))
  Object.assign(entity, splitEvents(kind, events))
  if (named !== undefined) entity.named = named
  entity.known = isPerson(kind) || entity.own.some((event) => makes(kind, event.type))
  entity.receivedAt = heardAt
  entity.through = orNever(through)
  entity.applied = orNever(applied)
  entity.subject = rules === null ? null : loadRuleState(kind, id, rules)
  return entity
}

/** One aggregate by itself: its entities stand in the list as they stand in it. */
function dumpAggregate(
  { members, linkedContacts, watched }: CaseAggregate,
  entities: readonly Entity[],
): AggregateDump {
  const placesFrom = (first: number, list: readonly Entity[]) => list.map((_, place) => first + place)
  return [
    0,
    placesFrom(1, members),
    placesFrom(1 + members.length, linkedContacts),
    watched.map((entity) => entities.indexOf(entity)),
  ]
}

/** Writes related aggregates down that were played; `entities` are all of theirs. */
export function dumpRelatedCases(related: RelatedCases, entities: readonly Entity[]): RelatedCasesDump {
  if (related.length === 1) return [entities.map(dumpEntity), [dumpAggregate(itemAt(related, 0), entities)]]
  const places = new Map(entities.map((entity, place) => [entity, place]))
  const placesOf = (list: readonly Entity[]) => list.map((entity) => lookUp(places, entity))
  const aggregates = related.map(
    ({ main, members, linkedContacts, watched }): AggregateDump => [
      lookUp(places, main),
      placesOf(members),
      placesOf(linkedContacts),
      placesOf(watched),
    ],
  )
  return [entities.map(dumpEntity), aggregates]
}

function loadAggregate(
  [main, members, linkedContacts, watched]: AggregateDump,
  entities: readonly Entity[],
): CaseAggregate {
  const at = (place: number) => itemAt(entities, place)
  const aggregate = newAggregate(at(main))
  aggregate.isPlayed = true
  if (members.length > 0) aggregate.members = members.map(at)
  if (linkedContacts.length > 0) aggregate.linkedContacts = linkedContacts.map(at)
  if (watched.length > 0) aggregate.watched = watched.map(at)
  for (const member of aggregate.members) {
    member.aggregate = aggregate
    if (member.kind === 'case') member.merge = mergeOf(member)
  }
  const merged = aggregate.members.filter(({ kind }) => kind === 'case')
  if (merged.length > 0) aggregate.merged = merged
  for (const linkedContact of aggregate.linkedContacts)
    linkedContact.linkedTo = [...linkedContact.linkedTo, aggregate]
  return aggregate
}

const memberOf = ({ main, members, linkedContacts }: CaseAggregate, contact: string) =>
  [main, ...members, ...linkedContacts].find(({ kind, id }) => kind === 'contact' && id === contact)

/** Kin as they were when they were written down, under the same rules; nobody knows of them yet. */
export function loadRelatedCases([entityDumps, aggregateDumps]: RelatedCasesDump): RelatedCases {
  const entities = entityDumps.map(loadEntity)
  const aggregates = aggregateDumps.map((dump) => loadAggregate(dump, entities))
  const [first] = aggregates
  if (aggregates.length === 1 && first !== undefined && isSmall(first)) {
    refoldAggregate(
      first,
      (event) => inAggregate(first, event) ?? undefined,
      (id) => memberOf(first, id),
    )
    return aggregates
  }
  const byKey = new Map(entities.map((entity) => [entity.key, entity]))
  const find = (event: FloorEvent) => {
    const kind = kindOfEvent(event.type)
    return kind === null ? undefined : byKey.get(keyOf(kind, event.subject))
  }
  for (const aggregate of aggregates)
    refoldAggregate(aggregate, find, (id) => byKey.get(keyOf('contact', id)))
  return aggregates
}

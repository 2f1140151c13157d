import type { FloorEvent } from '../event.ts'
import { dumpRuleState, loadRuleState, type RuleStateDump } from '../rules/rule-state-dump.ts'
import { isParty, type Kind, kindOfEvent, makes } from './entity.ts'
import { type Entity, type Family, inFamily, isSmall, keyOf, newEntity, newFamily } from './family.ts'
import { allEventsOf, splitOpenings } from './first-opening.ts'
import { refold } from './play.ts'

/** Families that share contacts, and so lie still or are awake together; nearly always one. */
export type Kin = readonly Family[]

type EventDump = readonly [
  time: number,
  source: string,
  id: string,
  type: string,
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
]

/** Entities by their places in the list of all. */
type FamilyDump = readonly [
  main: number,
  members: readonly number[],
  guests: readonly number[],
  watched: readonly number[],
]

/** Kin as JSON: events and what the rules know. What an entity is follows from its events. */
export type KinDump = readonly [entities: readonly EntityDump[], families: readonly FamilyDump[]]

/** The family with those that it shares contacts with. */
export function kinOf(family: Family): Kin {
  if (family.guests.length === 0 && family.members.every(({ guestIn }) => guestIn.length === 0))
    return [family]
  const kin = new Set([family])
  for (const { members, guests } of kin)
    for (const entity of [...members, ...guests])
      for (const other of [entity.family, ...entity.guestIn]) if (other !== null) kin.add(other)
  return [...kin]
}

/** All entities of kin, those of the first family first: its main, its members, its guests. */
export function entitiesOf(kin: Kin): Entity[] {
  if (kin.length === 1) {
    const { main, members, guests } = kin[0]!
    return [main, ...members, ...guests]
  }
  const entities = new Set<Entity>()
  for (const { main, members, guests } of kin)
    for (const entity of [main, ...members, ...guests]) entities.add(entity)
  return [...entities]
}

/** As many are looked through quicker than they are put into a set. */
const FEW = 8

/** Tells whether an entity is among those of kin. */
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
  const event = { id, source, type, time, subject, data }
  return sentTime === null ? event : { ...event, sentTime }
}

function dumpEntity(entity: Entity): EntityDump {
  const { kind, id, heardAt, through, applied, subject } = entity
  const rules = subject === null ? null : dumpRuleState(subject)
  const events = allEventsOf(entity).map((event) => dumpEvent(event, id))
  return [kind, id, heardAt, orNull(through), orNull(applied), rules, events]
}

function loadEntity([kind, id, heardAt, through, applied, rules, own]: EntityDump): Entity {
  const entity = newEntity(kind, id)
  const events = own.map((event) => loadEvent(event, id))
  Object.assign(entity, splitOpenings(kind, events))
  entity.known = isParty(kind) || entity.own.some((event) => makes(kind, event.type))
  entity.heardAt = heardAt
  entity.through = orNever(through)
  entity.applied = orNever(applied)
  entity.subject = rules === null ? null : loadRuleState(kind, id, rules)
  return entity
}

/** One family by itself: its entities stand in the list as they stand in it. */
function dumpFamily({ members, guests, watched }: Family, entities: readonly Entity[]): FamilyDump {
  const placesFrom = (first: number, list: readonly Entity[]) => list.map((_, place) => first + place)
  return [
    0,
    placesFrom(1, members),
    placesFrom(1 + members.length, guests),
    watched.map((entity) => entities.indexOf(entity)),
  ]
}

/** Writes kin down that were played; `entities` are all of theirs. */
export function dumpKin(kin: Kin, entities: readonly Entity[]): KinDump {
  if (kin.length === 1) return [entities.map(dumpEntity), [dumpFamily(kin[0]!, entities)]]
  const places = new Map(entities.map((entity, place) => [entity, place]))
  const placesOf = (list: readonly Entity[]) => list.map((entity) => places.get(entity)!)
  const families = kin.map(
    ({ main, members, guests, watched }): FamilyDump => [
      places.get(main)!,
      placesOf(members),
      placesOf(guests),
      placesOf(watched),
    ],
  )
  return [entities.map(dumpEntity), families]
}

function loadFamily([main, members, guests, watched]: FamilyDump, entities: readonly Entity[]): Family {
  const at = (place: number) => entities[place]!
  const family = newFamily(at(main))
  family.isPlayed = true
  if (members.length > 0) family.members = members.map(at)
  if (guests.length > 0) family.guests = guests.map(at)
  if (watched.length > 0) family.watched = watched.map(at)
  for (const member of family.members) member.family = family
  for (const guest of family.guests) guest.guestIn = [...guest.guestIn, family]
  return family
}

const memberOf = ({ main, members, guests }: Family, contact: string) =>
  [main, ...members, ...guests].find(({ kind, id }) => kind === 'contact' && id === contact)

/** Kin as they were when they were written down, under the same rules; nobody knows of them yet. */
export function loadKin([entityDumps, familyDumps]: KinDump): Kin {
  const entities = entityDumps.map(loadEntity)
  const families = familyDumps.map((dump) => loadFamily(dump, entities))
  const [first] = families
  if (families.length === 1 && first !== undefined && isSmall(first)) {
    refold(
      first,
      (event) => inFamily(first, event) ?? undefined,
      (id) => memberOf(first, id),
    )
    return families
  }
  const byKey = new Map(entities.map((entity) => [entity.key, entity]))
  const find = (event: FloorEvent) => {
    const kind = kindOfEvent(event.type)
    return kind === null ? undefined : byKey.get(keyOf(kind, event.subject))
  }
  for (const family of families) refold(family, find, (id) => byKey.get(keyOf('contact', id)))
  return families
}

import { createContactArchive, type Packer } from '../../contacts/contact-archive.ts'
import type { FloorEvent } from '../../event/event.ts'
import { RETENTION_MS } from '../../time/retention.ts'
import {
  type CaseAggregate,
  type Entity,
  membersOf,
  newAggregate,
  newEntity,
} from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import { isFromCall } from '../callback-attempts/callback-attempts.ts'
import { isPerson, type Kind, makes } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import type { Linking } from '../links/linking-context.ts'
import { isDerived } from '../links/links.ts'
import { caseNamed } from '../merging/belonging.ts'
import { allEventsOf, splitEvents } from '../openings/first-opening.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import { overFrom } from './over-from.ts'

/** How often what is over is looked for, and how long at most a case can still be taken from the archive (receipt time). */
const SWEEP_MS = 10 * 60_000
const CASE_ARCHIVE_MS = 60 * 24 * 3_600_000

/** An entity as the archive holds it: what was heard of it; all else is made of that again. */
type EntityDump = readonly [kind: Kind, id: string, heardAt: number, events: readonly FloorEvent[]]

/**
 * What was heard of an entity; what follows without an event is derived again, but for attempts at a callback: the calls
 * are gone by then.
 */
function dumpEntity(entity: Entity): EntityDump {
  const { kind, id, receivedAt } = entity
  return [kind, id, receivedAt, allEventsOf(entity).filter((event) => !isDerived(event) || isFromCall(event))]
}

const hourOf = (at: number) => Math.floor(at / 3_600_000)

export interface CaseArchiveContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly judging: Judging
  readonly packer: Packer
  readonly linking: () => Linking
  /** How long the site keeps what is over, ms. */
  keepMs(): number
  /** Plays what was heard. */
  flush(): void
  /** Restores aggregates that may be over at a receipt. */
  restoreOver(at: number): void
  /** Does something of which nothing is to be said, because it was said before. */
  silently(what: () => void): void
  /** The entity is no longer held. */
  dropped(entity: Entity): void
  /** The entity is held again, in its aggregate. */
  admitted(entity: Entity): void
}

/**
 * Where cases lie that are over: packed with their aggregates, off the screens, and taken back when something is heard
 * of them again. What belongs to no case is let go.
 */
export interface CaseArchive {
  /** Looks for what is over, now and then; `at` is the receipt of what is heard, so that every server does alike. */
  sweep(at: number): void
  /** Takes a case back, if it lies here. */
  take(caseId: string): void
  sweptAt: number
  /** Everything heard of a case that lies here, in order; null if it does not. */
  eventsOf(caseId: string): readonly FloorEvent[] | null
  readonly archive: ReturnType<typeof createContactArchive>
}

export function createCaseArchive(context: CaseArchiveContext): CaseArchive {
  const { registry, aggregates, judging } = context
  const archive = createContactArchive(context.packer)

  function drop(entity: Entity): void {
    context.linking().forget(entity)
    context.dropped(entity)
    registry.drop(entity)
  }

  /** A contact that another case holds on to stays for its sake. */
  function letGo(entity: Entity, aggregate: CaseAggregate): void {
    if (entity.linkedTo.length === 0) {
      drop(entity)
      return
    }
    entity.aggregate = null
    aggregate.members = aggregate.members.filter((other) => other !== entity)
    aggregate.watched = aggregate.watched.filter((other) => other !== entity)
    context.linking().place([entity.id])
  }

  function retire(aggregate: CaseAggregate, at: number): void {
    const { main } = aggregate
    if (main.kind === 'case' && main.known) {
      const all = [...membersOf(aggregate), ...aggregate.linkedContacts].map(dumpEntity)
      archive.put(main.id, JSON.stringify(all), at)
      for (const { id } of aggregate.merged) archive.put(id, JSON.stringify(main.id), at)
    }
    aggregates.discard(aggregate)
    drop(main)
    for (const member of aggregate.members) letGo(member, aggregate)
    for (const linkedContact of aggregate.linkedContacts)
      linkedContact.linkedTo = linkedContact.linkedTo.filter((other) => other !== aggregate)
  }

  function entityFrom([kind, id, heardAt, events]: EntityDump): Entity | null {
    // A contact may be held for another case's sake.
    if (kind !== 'case' && registry.get(kind, id) !== undefined) return null
    const entity = kind === 'case' ? registry.ensure(kind, id) : newEntity(kind, id)
    Object.assign(entity, splitEvents(kind, events))
    entity.receivedAt = heardAt
    entity.known = isPerson(kind) || entity.own.some((event) => makes(kind, event.type))
    registry.put(entity)
    return entity
  }

  function settleIn(entity: Entity): void {
    const { kind } = entity
    if (kind === 'case') {
      aggregates.admit(entity)
      return
    }
    if (kind === 'contact') return
    const caseId = isPerson(kind) || kind === 'allowance' ? null : caseNamed(entity)
    const home = caseId === null ? newAggregate(entity) : registry.aggregateOf(caseId)
    entity.aggregate = null
    aggregates.move(entity, home, [])
  }

  function admit(dumps: readonly EntityDump[]): void {
    const linking = context.linking()
    const entities = dumps.flatMap((dump) => entityFrom(dump) ?? [])
    for (const entity of entities) linking.admit(entity)
    for (const entity of entities) settleIn(entity)
    linking.remerge(entities)
    linking.place(dumps.flatMap(([kind, id]) => (kind === 'contact' ? [id] : [])))
    entities.forEach(context.admitted)
  }

  /** What lies here of a case; of one that went into another it lies with that one. */
  function read(from: (caseId: string) => string | null, caseId: string): readonly EntityDump[] | null {
    const text = from(caseId)
    const held: string | readonly EntityDump[] | null = text === null ? null : JSON.parse(text)
    return typeof held === 'string' ? read(from, held) : held
  }

  const caseArchive: CaseArchive = {
    archive,
    sweptAt: 0,
    sweep(at) {
      const before = caseArchive.sweptAt
      if (at < before + SWEEP_MS) return
      caseArchive.sweptAt = at
      context.flush()
      context.restoreOver(at)
      const over = registry.unheardSince(at - RETENTION_MS).filter((one) => overFrom(one, judging) <= at)
      if (over.length > 0) {
        context.silently(() => {
          for (const aggregate of over) retire(aggregate, at)
        })
      }
      if (hourOf(at) > hourOf(before)) context.linking().customers.forgetBefore(at - RETENTION_MS)
      archive.dropAllBefore(at - Math.min(CASE_ARCHIVE_MS, context.keepMs()))
    },
    eventsOf(caseId) {
      const dumps = read(archive.peek, caseId)
      return dumps?.find(([kind, id]) => kind === 'case' && id === caseId)?.[3] ?? null
    },
    take(caseId) {
      const dumps = read(archive.take, caseId)
      if (dumps !== null) context.silently(() => admit(dumps))
    },
  }
  return caseArchive
}

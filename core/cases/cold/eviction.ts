import { chunked } from '../../collections/chunked.ts'
import { itemAt, present } from '../../collections/present.ts'
import type { Packer } from '../../contacts/contact-archive.ts'
import type { Instants } from '../../time/instants.ts'
import { type CaseAggregate, type Entity, newEntity } from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import type { Kind } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import type { Linking } from '../links/linking-context.ts'
import { entitiesOf, type RelatedCases, relatedCasesOf } from '../merging/related-cases.ts'
import type { WorkItems } from '../rows/work-items.ts'
import { type ColdHeader, headerOf, rowsOf } from './cold-header.ts'
import { type ColdCases, type ColdDump, type ColdStore, createColdStore } from './cold-store.ts'

/** How often it is looked for aggregates that can be evicted, and how long nothing was heard of these (receipt time). */
const SWEEP_MS = 10 * 60_000
const IDLE_MS = 30 * 60_000
/** What time alone will change soon need not be packed before. */
const SOON_MS = 60 * 60_000

/** How many aggregates are looked at, and how many of them evicted, at one event. */
const LOOKED_AT = 64
const EVICTED_AT_ONCE = 4

/** As many related aggregates are written into a snapshot together. */
const TOGETHER = 16

export interface EvictionContext {
  readonly registry: Registry
  readonly judging: Judging
  readonly workItems: WorkItems
  readonly packer: Packer
  /** So many aggregates are kept hot though nothing is heard of them: packing is for floors that have very many. */
  readonly heldHot: number
  readonly instants: Instants<string>
  readonly linking: () => Linking
  /** Plays what was heard. */
  flush(): void
  /** The entity is no longer held. */
  dropped(entity: Entity): void
  /** A subject of rules has this next instant (ms). */
  moved(key: string, at: number): void
}

/**
 * Makes aggregates cold of which nothing is heard: packed, with all that was folded, so that they cost little memory
 * and a start need not play them. Whoever looks for one of them in the registry restores it; to look at one, it need not
 * be restored. Nobody can tell by anything but the memory who is hot.
 */
export interface Eviction extends Pick<ColdStore, 'peek' | 'row' | 'caseOf' | 'shown' | 'status'> {
  /** Evicts what nothing was heard of; to be called at each event, `at` is its receipt. */
  sweep(at: number): void
  sweptAt: number
  /** Puts the entity and the related ones into the registry, if they are cold. */
  restore(kind: Kind, id: string): boolean
  /** Restores aggregates that may be over at a receipt; what lies alone and is no case is let go at once. */
  restoreOver(at: number): void
  /** Restores aggregates that were judged at an instant or later. */
  restoreJudged(at: number): void
  /** Restores all that are cold, some at a time, and evicts them again when `act` has done something to them. */
  each(act: (aggregates: readonly CaseAggregate[]) => void): void
  dump(): Iterable<ColdDump>
  load(dump: ColdDump): void
}

export function createEviction(context: EvictionContext): Eviction {
  const { registry, judging, workItems, instants } = context
  const cold = createColdStore(context.packer)

  /** Aggregates that are still to be looked at, those that came last first, and how many of them may be evicted. */
  let waiting: CaseAggregate[] = []
  let tooMany = 0

  const heading = { judging, workItems }

  function restore(kind: Kind, id: string): boolean {
    const related = cold.take(kind, id)
    if (related === null) return false
    const entities = entitiesOf(related)
    for (const entity of entities) {
      registry.put(entity)
      entity.dueAt = instants.get(entity.key) ?? null
    }
    for (const entity of entities) context.linking().restored(entity)
    return true
  }

  const coldCases = (
    related: RelatedCases,
    entities: readonly Entity[] = entitiesOf(related),
  ): ColdCases => ({
    ...{ related: related, entities },
    head: headerOf(related, entities, heading),
    rows: rowsOf(entities, heading),
  })

  function evict(related: RelatedCases): void {
    const entities = entitiesOf(related)
    cold.lay(coldCases(related, entities))
    context.linking().evicted(entities)
    for (const entity of entities) registry.drop(entity)
  }

  function drop(entity: Entity): void {
    context.dropped(entity)
    registry.drop(entity)
  }

  /** A case that something named once, or that followed from a contact and does so no longer. */
  function isEmpty(related: RelatedCases): boolean {
    const { main, members, linkedContacts } = itemAt(related, 0)
    const { own, withdrawn } = main
    // What was taken back may still come.
    return own.length + withdrawn.length === 0 && members.length === 0 && linkedContacts.length === 0
  }

  const isEntityIdle = ({ receivedAt, dueAt }: Entity, at: number) =>
    receivedAt <= at - IDLE_MS && (dueAt === null || dueAt > at + SOON_MS)

  function isIdle(related: RelatedCases, at: number): boolean {
    const isIdleNow = (entity: Entity) => isEntityIdle(entity, at)
    return related.every(
      ({ main, members, linkedContacts }) =>
        isEntityIdle(main, at) && members.every(isIdleNow) && linkedContacts.every(isIdleNow),
    )
  }

  /** Related aggregates that are hot, each once. */
  function* hot(): Iterable<RelatedCases> {
    const seen = new Set<CaseAggregate>()
    for (const aggregate of registry.aggregates()) {
      if (seen.has(aggregate)) continue
      const related = relatedCasesOf(aggregate)
      for (const one of related) seen.add(one)
      yield related
    }
  }

  const isHeld = (aggregate: CaseAggregate) =>
    registry.hot(aggregate.main.kind, aggregate.main.id)?.aggregate === aggregate
  const isPlayed = (related: RelatedCases) =>
    related.every((aggregate) => aggregate.isPlayed && aggregate.stale === 'no')

  /** Goes on with those that wait to be looked at, a few at each event: nobody is held up. */
  function evictSome(at: number): void {
    let evicted = 0
    for (let looked = 0; looked < LOOKED_AT && evicted < EVICTED_AT_ONCE; looked++) {
      const aggregate = waiting.pop()
      if (aggregate === undefined) return
      // Most were heard of a short while ago, which the aggregate's own entity tells.
      if (!isEntityIdle(aggregate.main, at) || !isHeld(aggregate)) continue
      const related = relatedCasesOf(aggregate)
      if (!isPlayed(related) || !isIdle(related, at)) continue
      evicted++
      if (isEmpty(related)) drop(aggregate.main)
      else if (tooMany > 0) {
        tooMany -= related.length
        evict(related)
      }
    }
  }

  /** What belongs to no case is let go when it is over: to forget it, it need not be restored. */
  function letGo(kind: Kind, id: string): void {
    const entity = newEntity(kind, id)
    entity.dueAt = instants.get(entity.key) ?? null
    cold.discard(kind, id)
    context.linking().forget(entity)
    context.dropped(entity)
  }

  function tell({ entities, cases, namings }: ColdHeader): void {
    for (const { kind, id, lookAt, nextOfRules, adds } of entities) {
      const key = `${kind}/${id}`
      if (lookAt !== null) instants.set(key, lookAt)
      if (nextOfRules !== null) context.moved(key, nextOfRules)
      if (adds !== null) workItems.putContribution(id, adds)
    }
    for (const { id, customers } of cases)
      for (const customer of customers) context.linking().noteCustomer(customer, id)
    for (const [contact, caseId] of namings) context.linking().noteNaming(contact, caseId)
  }

  const eviction: Eviction = {
    sweptAt: 0,
    peek: cold.peek,
    row: cold.row,
    caseOf: cold.caseOf,
    shown: cold.shown,
    status: cold.status,
    restore,
    restoreOver(at) {
      for (const { kind, id, isAlone } of cold.over(at)) {
        if (isAlone && kind !== 'case') letGo(kind, id)
        else restore(kind, id)
      }
    },
    restoreJudged(at) {
      for (const { kind, id } of cold.judged(at)) restore(kind, id)
    },
    sweep(at) {
      if (at >= eviction.sweptAt + SWEEP_MS) {
        eviction.sweptAt = at
        context.flush()
        const aggregates = registry.aggregates()
        tooMany = aggregates.length - context.heldHot
        waiting = tooMany > 0 ? aggregates.reverse() : aggregates.filter((aggregate) => isEmpty([aggregate]))
      }
      evictSome(at)
    },
    each(act) {
      for (const one of cold.all()) {
        if (!restore(one.kind, one.id)) continue
        const related = relatedCasesOf(
          present(registry.get(one.kind, one.id)?.aggregate, 'the family of what was woken'),
        )
        act(related)
        evict(related)
      }
    },
    *dump() {
      yield* cold.dump()
      for (const list of chunked(hot(), TOGETHER)) yield cold.pack(list.map((related) => coldCases(related)))
    },
    load(dump) {
      for (const head of cold.load(dump)) tell(head)
    },
  }
  return eviction
}

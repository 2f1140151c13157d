import { chunked } from '../collections/chunked.ts'
import { itemAt, present } from '../collections/present.ts'
import type { Packer } from '../contacts/contact-archive.ts'
import type { Instants } from '../time/instants.ts'
import { type CaseAggregate, type Entity, newEntity } from './case-aggregate.ts'
import { type ColdHeader, headerOf, rowsOf } from './cold-header.ts'
import { type ColdCases, type ColdDump, type ColdStore, createColdStore } from './cold-store.ts'
import type { Kind } from './entity.ts'
import type { Judging } from './judging.ts'
import type { Linking } from './linking-context.ts'
import type { Registry } from './registry.ts'
import { entitiesOf, type RelatedCases, relatedCasesOf } from './related-cases.ts'
import type { WorkItems } from './work-items.ts'

/** How often it is looked for families that lie still, and how long nothing was heard of these (receipt time). */
const SWEEP_MS = 10 * 60_000
const QUIET_MS = 30 * 60_000
/** What time alone will change soon need not be packed before. */
const SOON_MS = 60 * 60_000

/** How many families are looked at, and how many of them laid down, at one event. */
const LOOKED_AT = 64
const LAID_DOWN = 4

/** As many kin are written into a snapshot together. */
const TOGETHER = 16

export interface EvictionContext {
  readonly registry: Registry
  readonly judging: Judging
  readonly workItems: WorkItems
  readonly packer: Packer
  /** So many families are held awake however still they lie: packing is for floors that have very many. */
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
 * Lets families lie still of which nothing is heard: packed, with all that was folded, so that they cost little memory
 * and a start need not play them. Whoever looks for one of them in the registry wakes it; to look at one, it need not
 * be woken. Nobody can tell by anything but the memory who is awake.
 */
export interface Eviction extends Pick<ColdStore, 'peek' | 'row' | 'caseOf' | 'shown' | 'status'> {
  /** Lays down what nothing was heard of; to be called at each event, `at` is its receipt. */
  sweep(at: number): void
  sweptAt: number
  /** Puts the entity and its kin into the registry, if they lie still. */
  wake(kind: Kind, id: string): boolean
  /** Wakes families that may be over at a receipt; what lies alone and is no case is let go at once. */
  wakeOver(at: number): void
  /** Wakes families that were judged at an instant or later. */
  wakeJudged(at: number): void
  /** Wakes all that lie still, some at a time, and lays them down again when `act` has done something to them. */
  each(act: (aggregates: readonly CaseAggregate[]) => void): void
  dump(): Iterable<ColdDump>
  load(dump: ColdDump): void
}

export function createEviction(context: EvictionContext): Eviction {
  const { registry, judging, workItems, instants } = context
  const cold = createColdStore(context.packer)

  /** Families that are still to be looked at, those that came last first, and how many of them may be laid down. */
  let waiting: CaseAggregate[] = []
  let tooMany = 0

  const heading = { judging, workItems }

  function wake(kind: Kind, id: string): boolean {
    const related = cold.take(kind, id)
    if (related === null) return false
    const entities = entitiesOf(related)
    for (const entity of entities) {
      registry.put(entity)
      entity.lookAt = instants.get(entity.key) ?? null
    }
    for (const entity of entities) context.linking().wake(entity)
    return true
  }

  const coldCases = (
    related: RelatedCases,
    entities: readonly Entity[] = entitiesOf(related),
  ): ColdCases => ({
    ...{ kin: related, entities },
    head: headerOf(related, entities, heading),
    rows: rowsOf(entities, heading),
  })

  function lay(related: RelatedCases): void {
    const entities = entitiesOf(related)
    cold.lay(coldCases(related, entities))
    context.linking().layDown(entities)
    for (const entity of entities) registry.drop(entity)
  }

  function drop(entity: Entity): void {
    context.dropped(entity)
    registry.drop(entity)
  }

  /** A case that something named once, or that followed from a contact and does so no longer. */
  function isEmpty(related: RelatedCases): boolean {
    const { main, members, guests } = itemAt(related, 0)
    const { own, withdrawn } = main
    // What was taken back may still come.
    return own.length + withdrawn.length === 0 && members.length === 0 && guests.length === 0
  }

  const isStill = ({ heardAt, lookAt }: Entity, at: number) =>
    heardAt <= at - QUIET_MS && (lookAt === null || lookAt > at + SOON_MS)

  function isQuiet(related: RelatedCases, at: number): boolean {
    const isStillNow = (entity: Entity) => isStill(entity, at)
    return related.every(
      ({ main, members, guests }) =>
        isStill(main, at) && members.every(isStillNow) && guests.every(isStillNow),
    )
  }

  /** Kin that are awake, each once. */
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
    registry.hot(aggregate.main.kind, aggregate.main.id)?.family === aggregate
  const isPlayed = (related: RelatedCases) =>
    related.every((aggregate) => aggregate.isPlayed && aggregate.stale === 'no')

  /** Goes on with those that wait to be looked at, a few at each event: nobody is held up. */
  function layDownSome(at: number): void {
    let laid = 0
    for (let looked = 0; looked < LOOKED_AT && laid < LAID_DOWN; looked++) {
      const aggregate = waiting.pop()
      if (aggregate === undefined) return
      // Most were heard of a short while ago, which the family's own entity tells.
      if (!isStill(aggregate.main, at) || !isHeld(aggregate)) continue
      const related = relatedCasesOf(aggregate)
      if (!isPlayed(related) || !isQuiet(related, at)) continue
      laid++
      if (isEmpty(related)) drop(aggregate.main)
      else if (tooMany > 0) {
        tooMany -= related.length
        lay(related)
      }
    }
  }

  /** What belongs to no case is let go when it is over: to forget it, it need not be woken. */
  function letGo(kind: Kind, id: string): void {
    const entity = newEntity(kind, id)
    entity.lookAt = instants.get(entity.key) ?? null
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
    wake,
    wakeOver(at) {
      for (const { kind, id, isAlone } of cold.over(at)) {
        if (isAlone && kind !== 'case') letGo(kind, id)
        else wake(kind, id)
      }
    },
    wakeJudged(at) {
      for (const { kind, id } of cold.judged(at)) wake(kind, id)
    },
    sweep(at) {
      if (at >= eviction.sweptAt + SWEEP_MS) {
        eviction.sweptAt = at
        context.flush()
        const aggregates = registry.aggregates()
        tooMany = aggregates.length - context.heldHot
        waiting = tooMany > 0 ? aggregates.reverse() : aggregates.filter((aggregate) => isEmpty([aggregate]))
      }
      layDownSome(at)
    },
    each(act) {
      for (const one of cold.all()) {
        if (!wake(one.kind, one.id)) continue
        const related = relatedCasesOf(
          present(registry.get(one.kind, one.id)?.family, 'the family of what was woken'),
        )
        act(related)
        lay(related)
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

import type { Packer } from '../contacts/contact-archive.ts'
import type { Instants } from '../instants.ts'
import { type Asleep, createAsleep, type Resting, type SleepersDump } from './asleep.ts'
import type { Kind } from './entity.ts'
import { type Entity, type Family, newEntity } from './family.ts'
import { inPieces } from './in-pieces.ts'
import type { Judging } from './judging.ts'
import { entitiesOf, type Kin, kinOf } from './kin.ts'
import { headOf, type KinHead, rowsOf } from './kin-head.ts'
import type { Linking } from './linking.ts'
import type { Owed } from './owed.ts'
import type { Registry } from './registry.ts'

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

export interface SleepContext {
  readonly registry: Registry
  readonly judging: Judging
  readonly owed: Owed
  readonly packer: Packer
  /** So many families are held awake however still they lie: packing is for floors that have very many. */
  readonly heldAwake: number
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
export interface Sleep extends Pick<Asleep, 'peek' | 'row' | 'caseOf' | 'shown' | 'standing'> {
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
  each(act: (families: readonly Family[]) => void): void
  dump(): Iterable<SleepersDump>
  load(dump: SleepersDump): void
}

export function createSleep(context: SleepContext): Sleep {
  const { registry, judging, owed, instants } = context
  const asleep = createAsleep(context.packer)

  /** Families that are still to be looked at, those that came last first, and how many of them may be laid down. */
  let waiting: Family[] = []
  let tooMany = 0

  const heading = { judging, owed }

  function wake(kind: Kind, id: string): boolean {
    const kin = asleep.take(kind, id)
    if (kin === null) return false
    const entities = entitiesOf(kin)
    for (const entity of entities) {
      registry.put(entity)
      entity.lookAt = instants.get(entity.key) ?? null
    }
    for (const entity of entities) context.linking().wake(entity)
    return true
  }

  const resting = (kin: Kin, entities: readonly Entity[] = entitiesOf(kin)): Resting => ({
    ...{ kin, entities },
    head: headOf(kin, entities, heading),
    rows: rowsOf(entities, heading),
  })

  function lay(kin: Kin): void {
    const entities = entitiesOf(kin)
    asleep.lay(resting(kin, entities))
    context.linking().layDown(entities)
    for (const entity of entities) registry.drop(entity)
  }

  function drop(entity: Entity): void {
    context.dropped(entity)
    registry.drop(entity)
  }

  /** A case that something named once, or that followed from a contact and does so no longer. */
  function isEmpty([family]: Kin): boolean {
    const { main, members, guests } = family!
    return main.own.length === 0 && members.length === 0 && guests.length === 0
  }

  const isStill = ({ heardAt, lookAt }: Entity, at: number) =>
    heardAt <= at - QUIET_MS && (lookAt === null || lookAt > at + SOON_MS)

  function isQuiet(kin: Kin, at: number): boolean {
    const isStillNow = (entity: Entity) => isStill(entity, at)
    return kin.every(
      ({ main, members, guests }) =>
        isStill(main, at) && members.every(isStillNow) && guests.every(isStillNow),
    )
  }

  /** Kin that are awake, each once. */
  function* awake(): Iterable<Kin> {
    const seen = new Set<Family>()
    for (const family of registry.families()) {
      if (seen.has(family)) continue
      const kin = kinOf(family)
      for (const one of kin) seen.add(one)
      yield kin
    }
  }

  const isHeld = (family: Family) => registry.awake(family.main.kind, family.main.id)?.family === family
  const isPlayed = (kin: Kin) => kin.every((family) => family.isPlayed && family.stale === 'no')

  /** Goes on with those that wait to be looked at, a few at each event: nobody is held up. */
  function layDownSome(at: number): void {
    let laid = 0
    for (let looked = 0; looked < LOOKED_AT && laid < LAID_DOWN; looked++) {
      const family = waiting.pop()
      if (family === undefined) return
      // Most were heard of a short while ago, which the family's own entity tells.
      if (!isStill(family.main, at) || !isHeld(family)) continue
      const kin = kinOf(family)
      if (!isPlayed(kin) || !isQuiet(kin, at)) continue
      laid++
      if (isEmpty(kin)) drop(family.main)
      else if (tooMany > 0) {
        tooMany -= kin.length
        lay(kin)
      }
    }
  }

  /** What belongs to no case is let go when it is over: to forget it, it need not be woken. */
  function letGo(kind: Kind, id: string): void {
    const entity = newEntity(kind, id)
    entity.lookAt = instants.get(entity.key) ?? null
    asleep.discard(kind, id)
    context.linking().forget(entity)
    context.dropped(entity)
  }

  function tell({ entities, cases, namings }: KinHead): void {
    for (const { kind, id, lookAt, nextOfRules, adds } of entities) {
      const key = `${kind}/${id}`
      if (lookAt !== null) instants.set(key, lookAt)
      if (nextOfRules !== null) context.moved(key, nextOfRules)
      if (adds !== null) owed.putContribution(id, adds)
    }
    for (const { id, customers } of cases)
      for (const customer of customers) context.linking().noteCustomer(customer, id)
    for (const [contact, caseId] of namings) context.linking().noteNaming(contact, caseId)
  }

  const sleep: Sleep = {
    sweptAt: 0,
    peek: asleep.peek,
    row: asleep.row,
    caseOf: asleep.caseOf,
    shown: asleep.shown,
    standing: asleep.standing,
    wake,
    wakeOver(at) {
      for (const { kind, id, isAlone } of asleep.over(at)) {
        if (isAlone && kind !== 'case') letGo(kind, id)
        else wake(kind, id)
      }
    },
    wakeJudged(at) {
      for (const { kind, id } of asleep.judged(at)) wake(kind, id)
    },
    sweep(at) {
      if (at >= sleep.sweptAt + SWEEP_MS) {
        sleep.sweptAt = at
        context.flush()
        const families = registry.families()
        tooMany = families.length - context.heldAwake
        waiting = tooMany > 0 ? families.reverse() : families.filter((family) => isEmpty([family]))
      }
      layDownSome(at)
    },
    each(act) {
      for (const one of asleep.all()) {
        if (!wake(one.kind, one.id)) continue
        const kin = kinOf(registry.get(one.kind, one.id)!.family!)
        act(kin)
        lay(kin)
      }
    },
    *dump() {
      yield* asleep.dump()
      for (const list of inPieces(awake(), TOGETHER)) yield asleep.pack(list.map((kin) => resting(kin)))
    },
    load(dump) {
      for (const head of asleep.load(dump)) tell(head)
    },
  }
  return sleep
}

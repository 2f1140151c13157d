import { createContactArchive, type Packer } from '../contacts/contact-archive.ts'
import type { FloorEvent } from '../event.ts'
import { caseNamed } from './belonging.ts'
import { isParty, type Kind, makes } from './entity.ts'
import type { Families } from './families.ts'
import { type Entity, type Family, homesOf, newEntity, newFamily } from './family.ts'
import { allEventsOf, splitOpenings } from './first-opening.ts'
import { KEEP_MS, overFrom } from './is-over.ts'
import type { Judging } from './judging.ts'
import type { Linking } from './linking.ts'
import { isDerived } from './links.ts'
import type { Registry } from './registry.ts'

/** How often what is over is looked for, and how long a case can still be taken from the shelf (receipt time). */
const SWEEP_MS = 10 * 60_000
const SHELF_MS = 60 * 24 * 3_600_000

/** An entity as the shelf holds it: what was heard of it; all else is made of that again. */
type EntityDump = readonly [kind: Kind, id: string, heardAt: number, events: readonly FloorEvent[]]

/** What was heard of an entity; what follows without an event is derived again. */
function dumpEntity(entity: Entity): EntityDump {
  const { kind, id, heardAt } = entity
  return [kind, id, heardAt, allEventsOf(entity).filter((event) => !isDerived(event))]
}

const hourOf = (at: number) => Math.floor(at / 3_600_000)

export interface ShelfContext {
  readonly registry: Registry
  readonly families: Families
  readonly judging: Judging
  readonly packer: Packer
  readonly linking: () => Linking
  /** Plays what was heard. */
  flush(): void
  /** Wakes families that may be over at a receipt. */
  wakeOver(at: number): void
  /** Does something of which nothing is to be said, because it was said before. */
  quietly(what: () => void): void
  /** The entity is no longer held. */
  dropped(entity: Entity): void
}

/**
 * Where cases lie that are over: packed with their families, off the screens, and taken back when something is heard
 * of them again. What belongs to no case is let go.
 */
export interface Shelf {
  /** Looks for what is over, now and then; `at` is the receipt of what is heard, so that every server does alike. */
  sweep(at: number): void
  /** Takes a case back, if it lies here. */
  take(caseId: string): void
  sweptAt: number
  /** Everything heard of a case that lies here, in order; null if it does not. */
  eventsOf(caseId: string): readonly FloorEvent[] | null
  readonly archive: ReturnType<typeof createContactArchive>
}

export function createShelf(context: ShelfContext): Shelf {
  const { registry, families, judging } = context
  const archive = createContactArchive(context.packer)

  function drop(entity: Entity): void {
    context.linking().forget(entity)
    context.dropped(entity)
    registry.drop(entity)
  }

  /** A contact that another case holds on to stays for its sake. */
  function letGo(entity: Entity, family: Family): void {
    if (entity.guestIn.length === 0) {
      drop(entity)
      return
    }
    entity.family = null
    family.members = family.members.filter((other) => other !== entity)
    family.watched = family.watched.filter((other) => other !== entity)
    context.linking().place([entity.id])
  }

  function isOver(family: Family, at: number): boolean {
    // Nearly all were heard of a short while ago: of these nothing else is asked.
    return family.main.heardAt + KEEP_MS <= at && overFrom(family, judging) <= at
  }

  function retire(family: Family, at: number): void {
    const { main } = family
    if (main.kind === 'case' && main.known) {
      const all = [...homesOf(family), ...family.guests].map(dumpEntity)
      archive.put(main.id, JSON.stringify(all), at)
    }
    families.discard(family)
    drop(main)
    for (const member of family.members) letGo(member, family)
    for (const guest of family.guests) guest.guestIn = guest.guestIn.filter((other) => other !== family)
  }

  function entityFrom([kind, id, heardAt, events]: EntityDump): Entity | null {
    // A contact may be held for another case's sake.
    if (kind !== 'case' && registry.get(kind, id) !== undefined) return null
    const entity = kind === 'case' ? registry.ensure(kind, id) : newEntity(kind, id)
    Object.assign(entity, splitOpenings(kind, events))
    entity.heardAt = heardAt
    entity.known = isParty(kind) || events.some((event) => makes(kind, event.type))
    registry.put(entity)
    return entity
  }

  function settleIn(entity: Entity): void {
    const { kind } = entity
    if (kind === 'case') {
      families.admit(entity)
      return
    }
    if (kind === 'contact') return
    const caseId = isParty(kind) || kind === 'allowance' ? null : caseNamed(entity)
    const home = caseId === null ? newFamily(entity) : registry.ensure('case', caseId).family!
    entity.family = null
    families.move(entity, home, [])
  }

  function admit(dumps: readonly EntityDump[]): void {
    const linking = context.linking()
    const entities = dumps.flatMap((dump) => entityFrom(dump) ?? [])
    for (const entity of entities) linking.admit(entity)
    for (const entity of entities) settleIn(entity)
    linking.place(dumps.flatMap(([kind, id]) => (kind === 'contact' ? [id] : [])))
  }

  const shelf: Shelf = {
    archive,
    sweptAt: 0,
    sweep(at) {
      const before = shelf.sweptAt
      if (at < before + SWEEP_MS) return
      shelf.sweptAt = at
      context.flush()
      context.wakeOver(at)
      const over = registry.families().filter((family) => isOver(family, at))
      if (over.length > 0) {
        context.quietly(() => {
          for (const family of over) retire(family, at)
        })
      }
      if (hourOf(at) > hourOf(before)) context.linking().customers.forgetBefore(at - KEEP_MS)
      archive.dropBefore(at - SHELF_MS)
    },
    eventsOf(caseId) {
      const text = archive.peek(caseId)
      if (text === null) return null
      const dumps = JSON.parse(text) as EntityDump[]
      return dumps.find(([kind, id]) => kind === 'case' && id === caseId)?.[3] ?? null
    },
    take(caseId) {
      const text = archive.take(caseId)
      if (text !== null) context.quietly(() => admit(JSON.parse(text) as EntityDump[]))
    },
  }
  return shelf
}

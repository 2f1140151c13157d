import type { FloorEvent } from '../event.ts'
import { type Kind, kindOfEvent, kinds } from './entity.ts'
import { type Entity, type Family, newEntity, newFamily } from './family.ts'

/** All entities of the case side by kind and id. */
export interface Registry {
  get(kind: Kind, id: string): Entity | undefined
  /** The entity, made if it is new; a case comes with its family, so that members can join before it is known. */
  ensure(kind: Kind, id: string): Entity
  put(entity: Entity): void
  drop(entity: Entity): void
  find(event: FloorEvent): Entity | undefined
  all(kind: Kind): ReadonlyMap<string, Entity>
  families(): Set<Family>
}

/** `receipt` says when what is heard now came in. */
export function createRegistry(receipt: () => number): Registry {
  const entities = Object.fromEntries(kinds.map((kind) => [kind, new Map<string, Entity>()])) as Record<
    Kind,
    Map<string, Entity>
  >
  return {
    get: (kind, id) => entities[kind].get(id),
    ensure(kind, id) {
      let entity = entities[kind].get(id)
      if (entity === undefined) {
        entity = newEntity(kind, id)
        entity.heardAt = receipt()
        if (kind === 'case') newFamily(entity)
        entities[kind].set(id, entity)
      }
      return entity
    },
    put(entity) {
      entities[entity.kind].set(entity.id, entity)
    },
    drop(entity) {
      entities[entity.kind].delete(entity.id)
    },
    find(event) {
      const kind = kindOfEvent(event.type)
      return kind === null ? undefined : entities[kind].get(event.subject)
    },
    all: (kind) => entities[kind],
    families() {
      const families = new Set<Family>()
      for (const kind of kinds)
        for (const { family } of entities[kind].values()) if (family !== null) families.add(family)
      return families
    },
  }
}

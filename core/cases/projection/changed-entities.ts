import type { Instants } from '../../time/instants.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import type { Judging } from '../judging/judging.ts'
import type { WorkItems } from '../rows/work-items.ts'

export interface ChangedEntitiesContext {
  readonly judging: Judging
  readonly workItems: Pick<WorkItems, 'touch' | 'forget'>
  /** When time alone next changes an entity, by its key. */
  readonly instants: Instants<string>
  /** A subject of rules ("case/C1") may have another next instant, ms or null; not given: nobody wants to know. */
  moved?(subject: string, at: number | null): void
}

/** Entities that changed: their rows, figures and next instants follow once all that was heard is played. */
export interface ChangedEntities {
  /** The entity may look different now, and with it the case that it belongs to. */
  touch(entity: Entity): void
  /** Lets rows, figures and instants follow what changed. */
  follow(): void
  /** The entity is no longer held. */
  forget(entity: Entity): void
}

export function createChangedEntities(context: ChangedEntitiesContext): ChangedEntities {
  const { judging, workItems, instants } = context
  const changed = new Set<Entity>()

  /** Most have no instant and get none: of these nothing need be looked up. */
  function lookAt(entity: Entity, at: number | null): void {
    if (entity.dueAt === at) return
    entity.dueAt = at
    instants.set(entity.key, at)
  }

  return {
    touch(entity) {
      changed.add(entity)
      const main = entity.aggregate?.main
      if (main !== undefined) changed.add(main)
    },
    follow() {
      if (changed.size === 0) return
      for (const entity of changed) {
        lookAt(entity, workItems.touch(entity))
        const next = entity.subject === null ? null : judging.next(entity.subject)
        context.moved?.(entity.key, next)
      }
      changed.clear()
    },
    forget(entity) {
      workItems.forget(entity)
      lookAt(entity, null)
      changed.delete(entity)
      context.moved?.(entity.key, null)
    },
  }
}

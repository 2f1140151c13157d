import type { FloorEvent } from '../event/event.ts'
import type { Entity } from './case-aggregate.ts'
import { isDerived } from './links.ts'
import { caseNamedBy, contactNamedBy } from './named-by.ts'
import type { NamingIndex } from './naming-index.ts'
import { amongAll } from './related-cases.ts'

/** Keeps who names whom, and what followed from contacts, in step with who is awake and who lies still. */
export interface LinkUpkeep {
  /** Takes up an entity that comes with its events. */
  admit(entity: Entity): void
  /** These lie still from now on. */
  layDown(entities: readonly Entity[]): void
  /** The entity is awake again. */
  wake(entity: Entity): void
}

/** `derived`: what followed from each contact. */
export function createLinkUpkeep(
  names: Pick<NamingIndex, 'noteCase' | 'noteContact' | 'forgetNaming' | 'forgetContact'>,
  derived: Map<string, FloorEvent>,
): LinkUpkeep {
  function admit(entity: Entity): void {
    for (const event of entity.own) {
      if (entity.kind === 'case') names.noteCase(event)
      else if (entity.kind === 'contact') names.noteContact(event)
    }
  }

  function layDown(entities: readonly Entity[]): void {
    const lies = amongAll(entities)
    for (const { kind, id, own } of entities) {
      if (kind === 'case')
        for (const event of own) {
          const contact = contactNamedBy(event)
          if (contact !== null && lies('contact', contact)) names.forgetNaming(event)
        }
      if (kind !== 'contact') continue
      for (const event of own) {
        const caseId = caseNamedBy(event)
        if (caseId !== null && lies('case', caseId)) names.forgetContact(event)
      }
      const there = derived.get(id)
      if (there !== undefined && lies('case', there.subject)) derived.delete(id)
    }
  }

  return {
    admit,
    layDown,
    wake(entity) {
      admit(entity)
      if (entity.kind !== 'case') return
      for (const event of entity.own) {
        const contact = isDerived(event) ? contactNamedBy(event) : null
        if (contact !== null) derived.set(contact, event)
      }
    },
  }
}

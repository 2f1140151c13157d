import type { FloorEvent } from '../../event/event.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import { caseNamedBy, contactNamedBy } from '../merging/named-by.ts'
import { amongAll } from '../merging/related-cases.ts'
import { isDerived } from './links.ts'
import type { NamingIndex } from './naming-index.ts'

/** Keeps who names whom, and what followed from contacts, in step with what is hot and what is cold. */
export interface LinkUpkeep {
  /** Takes up an entity that comes with its events. */
  admit(entity: Entity): void
  /** These are cold from now on. */
  layDown(entities: readonly Entity[]): void
  /** The entity is hot again. */
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

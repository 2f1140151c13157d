import type { FloorEvent } from '../../event/event.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import { changesCase } from '../entities/case/case-evolve.ts'
import { changesContact } from '../entities/contact/contact-state.ts'
import { kindOfEvent } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'

/** Whether an event can make a difference to its own entity's rules: they name its type, or it changes a field. */
export function isJudgedByItself(judging: Judging, { kind }: Entity, type: string): boolean {
  return kind !== 'contact' || changesContact(type) || judging.listens(kind, type)
}

/**
 * Whether a member's event can make a difference to the rules of a case that it belongs to. Of contacts only what a rule names, and
 * the answer of the one that it was opened at, which may make an owner: a case may have thousands.
 */
export function isJudgedByCase(of: Entity, entity: Entity, type: string, judging: Judging): boolean {
  if (entity.kind !== 'contact' || judging.listens(of.kind, type)) return true
  const names = (event: FloorEvent) => event.type === 'case.opened' && event.data.contact === entity.id
  return type === 'contact.answered' && of.own.some(names)
}

/** Whether an event of a contact of this type changes nothing of it nor of its case, so that only rules can mind it. */
export function isIdleOfContact(type: string): boolean {
  return kindOfEvent(type) === 'contact' && !changesContact(type) && !changesCase(type)
}

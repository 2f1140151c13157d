import { commandTable } from '#core/access/command-table.ts'
import type { Relation } from '#core/access/relation.ts'
import type { EventType } from '#core/event/event-data.ts'
import type { Role } from '#core/site/roles.ts'
import type { Stance } from './act-scene.ts'

/** Types whose `data` name a contact or a customer, not a case, that they are about. */
const aboutContact = (type: EventType) => type.startsWith('contact.') || type === 'case.opened'

/** How the scene has somebody of a role stand to what an act is about, said without the code that judges it. */
function relationsIn(type: EventType, role: Role, stance: Stance): Relation[] {
  const found: Relation[] = []
  const kind = type.slice(0, type.indexOf('.'))
  if (role === 'admin') found.push('scope')
  if (stance === 'reach' && role === 'lead') found.push('team')
  if (stance === 'reach' && role === 'supervisor') found.push('scope')
  if (stance === 'approver' && kind === 'approval' && type !== 'approval.requested') found.push('approver')
  if (stance === 'own') found.push('own')
  if (stance === 'past' && aboutContact(type)) found.push('past')
  // What a lead handles is of their own team as well.
  if (role === 'lead' && aboutContact(type) && ['own', 'past', 'ringing'].includes(stance)) found.push('team')
  // The contact that rings is the agent's own; what it is about is on their line.
  if (stance === 'ringing') {
    if (aboutContact(type)) found.push('own')
    else if (kind === 'case' || commandTable[type].opens === 'once') found.push('ringing')
  }
  return found
}

/** Whether somebody of a role may do an act of a type about what stands to them like this in the scene. */
export function mayAct(type: EventType, role: Role, stance: Stance): boolean {
  const { by } = commandTable[type]
  if (by[role].length === 0) return false
  // Who calls does not come to themselves.
  if (type === 'assist.accepted' && stance === 'own') return false
  const relations = relationsIn(type, role, stance)
  // A notice hangs in queues, a customer is met in them: it is their place alone that counts.
  if (type === 'notice.posted' || type === 'allowance.reported') return role === 'admin' || stance !== 'none'
  // Who spoke with a customer may open a case about it, whatever became of the contact.
  if (type === 'case.opened' && relations.includes('past')) return true
  return relations.some((each) => by[role].includes(each))
}

import type { FloorEvent } from '../../event/event.ts'

/** The contact that an event of a case names. */
export function contactNamedBy(event: FloorEvent): string | null {
  const names = event.type === 'case.opened' || event.type === 'case.contacted'
  return names ? (event.data.contact ?? null) : null
}

/** The case that an event of a contact names. */
export function caseNamedBy(event: FloorEvent): string | null {
  const names = event.type === 'contact.queued' || event.type === 'contact.dialled'
  return names ? (event.data.case ?? null) : null
}

/** The customer whose case it is by an event that opens or describes it. */
export function customerNamedBy(event: FloorEvent): string | null {
  const names = event.type === 'case.opened' || event.type === 'case.described'
  return names ? (event.data.customer ?? null) : null
}

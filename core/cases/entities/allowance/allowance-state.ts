import type { EventOfKind } from '../../../event/event.ts'

/** What is left of a customer's package after the events applied so far. */
export interface AllowanceState {
  customer: string | null
  name: string | null
  used: number
  limit: number
  reportedAt: number | null
}

export function newAllowance(): AllowanceState {
  return { customer: null, name: null, used: 0, limit: 0, reportedAt: null }
}

/** Applies a report; the last one counts. */
export function applyToAllowance(state: AllowanceState, event: EventOfKind<'allowance'>): void {
  state.customer = event.data.customer
  state.name = event.data.name
  state.used = event.data.used
  state.limit = event.data.limit
  state.reportedAt = event.time
}

/** Used ÷ limit (rules.md); none if the limit is 0. */
export function shareOf(state: AllowanceState): number | null {
  return state.limit === 0 ? null : state.used / state.limit
}

/** A field that rules may name (rules.md). */
export function allowanceField(state: AllowanceState, field: string): unknown {
  switch (field) {
    case 'customer':
    case 'name':
    case 'used':
    case 'limit':
      return state[field]
    case 'share':
      return shareOf(state)
    default:
      return null
  }
}

/** Customers and agents have no events of their own here: their rules hear contacts, cases and callbacks. */
export type PersonState = Readonly<Record<string, never>>

const NOTHING: PersonState = {}

export function newPerson(): PersonState {
  return NOTHING
}

/** Customers and agents have no events of their own here: their rules hear contacts, cases and callbacks. */
export type PartyState = Readonly<Record<string, never>>

const NOTHING: PartyState = {}

export function newParty(): PartyState {
  return NOTHING
}

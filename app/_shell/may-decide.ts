import { mayDo } from '#core/access/command-table.ts'
import type { Me } from './load-facts.ts'

/** Whether the buttons of a decision are of use: to who was asked, and over their head to those above, by the table of acts. */
export function mayDecide(me: Me | null, from: string | null): boolean {
  if (me === null) return false
  const isAsked = from === me.id || (from !== null && from === me.agent)
  const above = me.role === 'agent' || me.role === 'lead' ? 'team' : 'scope'
  return mayDo('approval.decided', me.role, isAsked ? 'approver' : above)
}

import type { Me } from './load-facts.ts'

/** Whether the buttons of a decision are of use: to who was asked, and over their head to supervisors. The server decides. */
export function mayDecide(me: Me | null, from: string | null): boolean {
  if (me === null) return false
  return (
    from === me.id || (from !== null && from === me.agent) || me.role === 'supervisor' || me.role === 'admin'
  )
}

import type { Me } from './load-facts.ts'

export type PlaceKey = 'wall' | 'supervisor' | 'desk' | 'alerts' | 'duty' | 'screens' | 'deliveries' | 'audit'
export interface Place {
  key: PlaceKey
  href: string
}

/** The faces that are of use to somebody, the one to open first in front. What a person may see the server decides. */
export function placesFor(me: Me | null, boards: readonly { id: string }[]): Place[] {
  const walls: Place[] = boards
    .slice(0, 1)
    .map(({ id }) => ({ key: 'wall', href: `/wall/${encodeURIComponent(id)}` }))
  if (me === null) return walls
  const supervisor: Place = { key: 'supervisor', href: '/supervisor' }
  const desk: Place[] = me.agent === null ? [] : [{ key: 'desk', href: '/desk' }]
  const alerts: Place = { key: 'alerts', href: '/alerts' }
  const duty: Place = { key: 'duty', href: '/duty' }
  if (me.role === 'agent') return [...desk, alerts, ...walls]
  const screens: Place[] = me.role === 'lead' ? [] : [{ key: 'screens', href: '/screens' }]
  const admin: Place[] = [
    { key: 'deliveries', href: '/admin/deliveries' },
    { key: 'audit', href: '/admin/audit' },
  ]
  const own = me.role === 'admin' ? admin : []
  return [supervisor, alerts, ...desk, duty, ...walls, ...screens, ...own]
}

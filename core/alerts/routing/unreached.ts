import { callFailedAt } from './asks.ts'
import type { Missing } from './call.ts'
import { firingOf } from './firing.ts'
import { askId } from './tell.ts'
import type { World } from './world.ts'

/** An alert that speaks up and reached nobody so far, for administrators. */
export interface Unreached {
  readonly alert: string
  readonly since: number
  /** Who could not be told, and why; those behind whose words nobody stood are in the calls. */
  readonly missing: readonly Missing[]
}

/** The alerts that speak up and of which nobody could be told: each step taken so far failed. */
export function unreached(world: World): Unreached[] {
  const { floor, now } = world
  const found: Unreached[] = []
  for (const id of floor.ids('alert')) {
    const named = floor.alert(id)
    const firing = named && firingOf(named.alert, now)
    if (firing === null) continue
    const calls = floor.told.calls(id).filter((call) => call.firing === firing.key)
    if (calls.length === 0 || calls.some((call) => callFailedAt(call, world) === null)) continue
    const missing = calls.flatMap((call) =>
      call.called.map(({ to, as }) => {
        const last = floor.told.outcomes(askId(call.key, to.id)).at(-1)?.outcome
        const why = last?.is === 'failed' ? last.reason : 'not told'
        return { as, reason: `${to.id}: ${why}` }
      }),
    )
    found.push({ alert: id, since: firing.at, missing })
  }
  return found
}

import type { Floor } from '#core/floor/floor.ts'
import { type DialPlan, numberToDial } from '#core/pbx-actions/number-to-dial.ts'

/**
 * Whether a call of ours to a number rings or is talked in now, by whichever PBX. `number` and `plan`: as `numberToDial`
 * gave it and was given. One of which nobody knows any more whether it goes on is none.
 */
export function isBeingCalled(number: string, plan: DialPlan, floor: Pick<Floor, 'ids' | 'row'>): boolean {
  for (const id of floor.ids('contact')) {
    const row = floor.row('contact', id)
    if (row === null || row.direction !== 'outbound' || row.suspect || row.state === 'wrap_up') continue
    const called = row.phone === null ? null : numberToDial(row.phone, plan)
    if (called?.ok === true && called.number === number) return true
  }
  return false
}

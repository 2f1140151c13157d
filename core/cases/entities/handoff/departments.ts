import { median } from '../../../collections/median.ts'
import { lookUp } from '../../../collections/present.ts'
import { ratio } from '../../../queues/service-level.ts'
import type { DepartmentRow } from '../../../rows/row.ts'
import type { HandoffState } from './handoff-state.ts'

/** A hand-off as its department counts it; instants in ms. */
export interface DepartmentHandoff {
  readonly department: string
  readonly due: number | null
  /** By when it was asked for, or the customer agreed to; null: only a rule says. */
  readonly agreed: number | null
  readonly sentAt: number
  readonly returnedAt: number | null
  /** Departments that sent it back or on, and when. */
  readonly bouncedBy: readonly { readonly department: string; readonly at: number }[]
}

/** Which hand-offs lie with which department. */
export interface Departments {
  put(id: string, handoff: DepartmentHandoff | null): void
  /**
   * Open and overdue ones at `now`; of those returned since `dayStart` the median time to return; how many it sent back
   * or on since then; and of those with an agreed time that came back since then or is past, the share that came in time.
   */
  row(id: string, name: string, now: number, dayStart: number): DepartmentRow
  ids(): Iterable<string>
}

/** What a hand-off adds to its department's counts; null before it was sent. `due`: by the rules, ms since 1970. */
export function departmentHandoff(state: HandoffState, due: number | null): DepartmentHandoff | null {
  const { department, sentAt, returnedAt, bouncedBy } = state
  if (department === null || sentAt === null) return null
  return { department, sentAt, returnedAt, due, agreed: state.due, bouncedBy }
}

export function createDepartments(changed: (id: string) => void): Departments {
  const handoffs = new Map<string, DepartmentHandoff>()
  const lying = new Map<string, Set<string>>()
  /** Which hand-offs a department has sent back or on. */
  const bounced = new Map<string, Set<string>>()

  function leave(sets: Map<string, Set<string>>, department: string, id: string): void {
    const ids = sets.get(department)
    ids?.delete(id)
    if (ids?.size === 0) sets.delete(department)
    changed(department)
  }

  function join(sets: Map<string, Set<string>>, department: string, id: string): void {
    const ids = sets.get(department)
    if (ids === undefined) sets.set(department, new Set([id]))
    else ids.add(id)
    changed(department)
  }

  /** How often a department sent something back or on since an instant. */
  function bouncesSince(department: string, from: number): number {
    let count = 0
    for (const key of bounced.get(department) ?? [])
      for (const one of lookUp(handoffs, key).bouncedBy)
        if (one.department === department && one.at >= from) count++
    return count
  }

  function take(id: string): void {
    const before = handoffs.get(id)
    if (before === undefined) return
    handoffs.delete(id)
    leave(lying, before.department, id)
    for (const { department } of before.bouncedBy) leave(bounced, department, id)
  }

  return {
    put(id, handoff) {
      take(id)
      if (handoff === null) return
      handoffs.set(id, handoff)
      join(lying, handoff.department, id)
      for (const { department } of handoff.bouncedBy) join(bounced, department, id)
    },
    row(id, name, now, dayStart) {
      let [open, overdue, kept, broken] = [0, 0, 0, 0]
      const took: number[] = []
      for (const key of lying.get(id) ?? []) {
        const { due, agreed, sentAt, returnedAt } = lookUp(handoffs, key)
        if (returnedAt === null) {
          open++
          if (due !== null && due <= now) overdue++
          if (agreed !== null && agreed <= now) broken++
        } else if (returnedAt >= dayStart) {
          took.push(Math.max(0, returnedAt - sentAt) / 1_000)
          if (agreed !== null && returnedAt <= agreed) kept++
          else if (agreed !== null) broken++
        }
      }
      return {
        ...{ id, name, open, overdue, medianReturnSec: median(took) },
        bounced: bouncesSince(id, dayStart),
        keptShare: ratio(kept, kept + broken),
      }
    },
    ids: () => new Set([...lying.keys(), ...bounced.keys()]),
  }
}

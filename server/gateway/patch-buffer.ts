import type { Fields } from '#core/collections/fields.ts'
import { addDel, addPut, type Changes } from '#core/rows/patch.ts'
import type { RowType } from '#core/rows/row.ts'

/** What one patch touched: enough to say the difference again, since the rows themselves are at hand. */
interface Step {
  readonly from: number
  /** Type and id by turns, in one list, for a hall keeps some fifty thousand steps: first of rows that went, then of rows that were put. */
  readonly touched: readonly string[]
  /** How much of that list is of rows that went. */
  readonly gone: number
}

/** The last patches of a channel, bounded in number and in rows. */
export interface PatchBuffer {
  add(from: number, to: number, changes: Changes): void
  /** Difference from `seq` to now, or null where it is no longer known. */
  since(seq: number, present: (type: RowType, id: string) => Fields | null): Changes | null
  readonly touches: number
}

const MAX_STEPS = 256
const MAX_TOUCHES = 20_000

function stepOf(from: number, { put, del }: Changes): Step {
  const touched: string[] = []
  for (const [type, ids] of Object.entries(del)) for (const id of ids) touched.push(type, id)
  const gone = touched.length
  for (const [type, rows] of Object.entries(put)) for (const id of Object.keys(rows)) touched.push(type, id)
  // As long as it is: what was pushed onto has room for sixteen more.
  return { from, touched: touched.slice(), gone }
}

export function createPatchBuffer(first: number): PatchBuffer {
  const steps: Step[] = []
  let touches = 0
  let last = first

  function indexOf(seq: number): number {
    return seq === last ? steps.length : steps.findIndex((step) => step.from === seq)
  }

  return {
    add(from, to, changes) {
      const step = stepOf(from, changes)
      steps.push(step)
      last = to
      touches += step.touched.length / 2
      while (steps.length > MAX_STEPS || touches > MAX_TOUCHES) touches -= steps.shift()!.touched.length / 2
    },
    since(seq, present) {
      const start = indexOf(seq)
      if (start === -1) return null
      const changes: Changes = { put: {}, del: {} }
      const seen = new Set<string>()
      const deleted = new Set<string>()
      const since = steps.slice(start)
      for (const { touched, gone } of since)
        for (let at = 0; at < gone; at += 2) deleted.add(`${touched[at]}/${touched[at + 1]}`)
      for (const { touched } of since) {
        for (let at = 0; at < touched.length; at += 2) {
          const [type, id] = [touched[at] as RowType, touched[at + 1]!]
          const key = `${type}/${id}`
          if (seen.has(key)) continue
          seen.add(key)
          const fields = present(type, id)
          // A row that went and came back is deleted first: no field of the old one may stay.
          if (fields === null || deleted.has(key)) addDel(changes, type, id)
          if (fields !== null) addPut(changes, type, id, fields)
        }
      }
      return changes
    },
    get touches() {
      return touches
    },
  }
}

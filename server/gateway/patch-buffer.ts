import { addDel, addPut, type Changes, type Fields } from '#core/patch.ts'
import { type RowType, rowTypes } from '#core/row.ts'

/** What one patch touched: enough to say the difference again, since the rows themselves are at hand. */
interface Step {
  from: number
  to: number
  put: readonly (readonly [RowType, string])[]
  del: readonly (readonly [RowType, string])[]
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

function touchedBy(changes: Changes, part: 'put' | 'del'): (readonly [RowType, string])[] {
  const touched: (readonly [RowType, string])[] = []
  for (const type of rowTypes) {
    const ids = part === 'put' ? Object.keys(changes.put[type] ?? {}) : (changes.del[type] ?? [])
    for (const id of ids) touched.push([type, id])
  }
  return touched
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
      const step = { from, to, put: touchedBy(changes, 'put'), del: touchedBy(changes, 'del') }
      steps.push(step)
      last = to
      touches += step.put.length + step.del.length
      while (steps.length > MAX_STEPS || touches > MAX_TOUCHES) {
        const gone = steps.shift()!
        touches -= gone.put.length + gone.del.length
      }
    },
    since(seq, present) {
      const start = indexOf(seq)
      if (start === -1) return null
      const changes: Changes = { put: {}, del: {} }
      const seen = new Set<string>()
      const deleted = new Set<string>()
      for (const step of steps.slice(start)) for (const [type, id] of step.del) deleted.add(`${type}/${id}`)
      for (const step of steps.slice(start)) {
        for (const [type, id] of [...step.del, ...step.put]) {
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

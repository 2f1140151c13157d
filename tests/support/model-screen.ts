import type { Fields } from '#core/collections/fields.ts'
import type { Changes } from '#core/rows/patch.ts'
import type { HeartbeatMessage, Patch, WatchAnswer } from '#core/rows/protocol.ts'
import type { RowType } from '#core/rows/row.ts'

/** A screen reduced to contract §5: applies what it is sent, and knows when it has missed something. */
export interface ModelScreen {
  answer(answer: Extract<WatchAnswer, { ok: true }>): void
  /** False: the patch does not join what is held. */
  patch(patch: Patch): boolean
  /** False: the beat names another tick than what is held, so something was missed. */
  beat(beat: HeartbeatMessage): boolean
  readonly have: { epoch: string; seq: number } | undefined
  readonly pos: string
  /** All rows, by `type/id`. */
  rows(): Record<string, Fields>
}

const bare = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

export function createModelScreen(): ModelScreen {
  const held = new Map<string, Fields>()
  let have: { epoch: string; seq: number } | undefined
  let pos = ''

  function apply({ put, del }: Changes): void {
    for (const [type, ids] of Object.entries(del) as [RowType, string[]][])
      for (const id of ids) held.delete(`${type}/${id}`)
    for (const [type, rows] of Object.entries(put) as [RowType, Record<string, Fields>][])
      for (const [id, fields] of Object.entries(rows))
        held.set(`${type}/${id}`, { ...held.get(`${type}/${id}`), ...bare(fields) })
  }

  return {
    answer(answer) {
      if (answer.full) held.clear()
      apply(answer)
      have = { epoch: answer.epoch, seq: answer.seq }
      pos = answer.pos
    },
    patch(patch) {
      if (have === undefined || patch.epoch !== have.epoch || patch.from !== have.seq) return false
      apply(patch)
      have = { epoch: patch.epoch, seq: patch.to }
      pos = patch.pos
      return true
    },
    beat(beat) {
      if (have === undefined || beat.epoch !== have.epoch || beat.seq !== have.seq) return false
      pos = beat.pos
      return true
    },
    get have() {
      return have
    },
    get pos() {
      return pos
    },
    rows: () => Object.fromEntries([...held.entries()].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

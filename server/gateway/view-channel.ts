import { nextTypes } from '#core/access/next-to-breach.ts'
import type { ShownFloor } from '#core/access/reach.ts'
import type { Sight } from '#core/access/scope.ts'
import { shownRow } from '#core/access/shown-row.ts'
import type { Fields } from '#core/collections/fields.ts'
import { addDel, addPut, type Changes, changedFields, dictionary, type RowSet } from '#core/rows/patch.ts'
import type { Patch, WatchAnswer } from '#core/rows/protocol.ts'
import { instantText, type RowType } from '#core/rows/row.ts'
import { createPatchBuffer } from './patch-buffer.ts'
import { createWallLists, type WallList } from './wall-lists.ts'

export type HeldRows = ReadonlyMap<RowType, ReadonlyMap<string, Fields>>
type Pending = Map<RowType, Set<string>>

/** One view as all sockets of equal scope see it: the rows as last sent, and the patches that led there. */
export interface ViewChannel {
  readonly sight: Sight
  /** Tick of the last patch, or of the channel's beginning. */
  readonly seq: number
  readonly rows: HeldRows
  readonly size: number
  touch(type: RowType, id: string): void
  readonly pending: boolean
  /** Takes in what was touched; the patch that leads there, or null if nothing shown has changed. */
  flush(): Patch | null
  answer(have: { epoch: string; seq: number } | undefined): Extract<WatchAnswer, { ok: true }>
  /** Log position and time at which the rows as last sent were true. */
  readonly mark: { pos: string; at: string }
}

export interface ChannelOptions {
  floor: ShownFloor
  sight: Sight
  epoch: string
  /** The next tick of this run; no two channels get the same. */
  tick: () => number
  /** What may be in scope at the beginning. */
  candidates: Iterable<readonly [RowType, string]>
}

export function createChannel({ floor, sight, epoch, tick, candidates }: ChannelOptions): ViewChannel {
  const rows = new Map<RowType, Map<string, Fields>>()
  const pending: Pending = new Map()
  const lists = new Map<RowType, WallList>()
  if (sight.view === 'wall')
    for (const type of nextTypes) lists.set(type, createWallLists(floor, sight, type))

  function touch(type: RowType, id: string): void {
    const ids = pending.get(type)
    if (ids === undefined) pending.set(type, new Set([id]))
    else ids.add(id)
  }

  function present(type: RowType, id: string): Fields | null {
    const list = lists.get(type)
    return list === undefined || list.has(id) ? shownRow(sight, type, id, floor) : null
  }

  function compare(changes: Changes, type: RowType, id: string): boolean {
    const last = rows.get(type)?.get(id)
    const next = present(type, id)
    if (next === null) {
      if (last === undefined) return false
      rows.get(type)!.delete(id)
      addDel(changes, type, id)
      return true
    }
    const fields = last === undefined ? next : last === next ? null : changedFields(last, next)
    if (!rows.has(type)) rows.set(type, new Map())
    rows.get(type)!.set(id, next)
    if (fields !== null) addPut(changes, type, id, fields)
    return fields !== null
  }

  function takeIn(): Changes | null {
    const changes: Changes = { put: {}, del: {} }
    let any = false
    for (const [type, touched] of pending) {
      const list = lists.get(type)
      for (const id of list === undefined ? touched : list.update(touched))
        any = compare(changes, type, id) || any
    }
    pending.clear()
    return any ? changes : null
  }

  const markNow = () => ({ pos: floor.pos, at: instantText(floor.now) })
  for (const [type, id] of candidates) touch(type, id)
  takeIn()
  let seq = tick()
  let mark = markNow()
  const ring = createPatchBuffer(seq)

  function flush(): Patch | null {
    const changes = takeIn()
    mark = markNow()
    if (changes === null) return null
    const from = seq
    seq = tick()
    ring.add(from, seq, changes)
    return { epoch, from, to: seq, ...mark, ...changes }
  }

  const held = (type: RowType, id: string) => rows.get(type)?.get(id) ?? null

  return {
    sight,
    rows,
    get seq() {
      return seq
    },
    get size() {
      let size = 0
      for (const ids of rows.values()) size += ids.size
      return size
    },
    get mark() {
      if (pending.size === 0) mark = markNow()
      return mark
    },
    touch,
    get pending() {
      return pending.size > 0
    },
    flush,
    answer(have) {
      if (pending.size === 0) mark = markNow()
      const difference = have?.epoch === epoch ? ring.since(have.seq, held) : null
      const changes = difference ?? { put: allOf(rows), del: {} }
      return { ok: true, epoch, seq, ...mark, full: difference === null, ...changes }
    },
  }
}

/** All rows of a channel as one put. */
export function allOf(rows: HeldRows): RowSet {
  const put: RowSet = {}
  for (const [type, ids] of rows) {
    if (ids.size === 0) continue
    const set = dictionary<Fields>()
    for (const [id, fields] of ids) set[id] = fields
    put[type] = set
  }
  return put
}

/** What turns the rows of one channel into those of another, for a screen whose scope has changed. */
export function changesBetween(before: HeldRows, after: HeldRows): Changes {
  const changes: Changes = { put: {}, del: {} }
  for (const [type, ids] of before)
    for (const id of ids.keys()) if (!after.get(type)?.has(id)) addDel(changes, type, id)
  for (const [type, ids] of after) {
    for (const [id, fields] of ids) {
      const last = before.get(type)?.get(id)
      const put = last === undefined ? fields : changedFields(last, fields)
      if (put !== null) addPut(changes, type, id, put)
    }
  }
  return changes
}

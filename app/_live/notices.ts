import type { RowType } from '#core/rows/row.ts'
import { createChangeEmitter, type Source } from './derived.ts'
import type { ChangedRows } from './row-tables.ts'

type Listener = () => void

/** Who wants to hear of which rows; told together, when `schedule` says so. */
export interface Notices {
  subscribeRow(type: RowType, id: string, listener: Listener): () => void
  subscribeRows(type: RowType, listener: Listener): () => void
  subscribeStatus(listener: Listener): () => void
  /** For those who keep something of many rows: they hear which changed, before anything is drawn of it. */
  readonly changes: Source<ChangedRows>
  rows(touched: ChangedRows): void
  status(): void
}

function add<K>(map: Map<K, Set<Listener>>, key: K, listener: Listener): () => void {
  let set = map.get(key)
  if (set === undefined) {
    set = new Set()
    map.set(key, set)
  }
  set.add(listener)
  return () => {
    set.delete(listener)
    if (set.size === 0 && map.get(key) === set) map.delete(key)
  }
}

export function createNotices(schedule: (run: () => void) => void): Notices {
  const byRow = new Map<string, Set<Listener>>()
  const byType = new Map<RowType, Set<Listener>>()
  const ofStatus = new Set<Listener>()
  const changes = createChangeEmitter<ChangedRows>()
  const waiting = new Set<Listener>()
  let pending: ChangedRows = new Map()
  let scheduled = false

  function flush(): void {
    scheduled = false
    const listeners = [...waiting]
    const touched = pending
    waiting.clear()
    pending = new Map()
    if (touched.size > 0) changes.emit(touched)
    for (const listener of listeners) listener()
  }

  function wake(listeners: Iterable<Listener> | undefined): void {
    for (const listener of listeners ?? []) waiting.add(listener)
  }

  function soon(): void {
    if (scheduled || waiting.size + pending.size === 0) return
    scheduled = true
    schedule(flush)
  }

  function keep(touched: ChangedRows): void {
    for (const [type, ids] of touched) {
      const before = pending.get(type)
      if (before === undefined) pending.set(type, new Set(ids))
      else for (const id of ids) before.add(id)
    }
  }

  return {
    subscribeRow: (type, id, listener) => add(byRow, `${type}/${id}`, listener),
    subscribeRows: (type, listener) => add(byType, type, listener),
    subscribeStatus(listener) {
      ofStatus.add(listener)
      return () => ofStatus.delete(listener)
    },
    changes,
    rows(touched) {
      keep(touched)
      for (const [type, ids] of touched) {
        wake(byType.get(type))
        for (const id of ids) wake(byRow.get(`${type}/${id}`))
      }
      soon()
    },
    status() {
      wake(ofStatus)
      soon()
    },
  }
}

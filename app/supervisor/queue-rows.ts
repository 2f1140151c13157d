import type { QueueRow } from '#core/rows/row.ts'
import type { Derived } from '../_live/derived.ts'
import type { ChangedRows } from '../_live/row-tables.ts'
import { createListing, type Listing } from '../_work-items/listing.ts'
import type { LiveRows } from '../_work-items/work-item-registry.ts'

export interface QueueItem {
  key: string
  row: QueueRow
}

export interface QueueRows extends Derived<ChangedRows> {
  readonly listing: Listing<QueueItem>
}

/** The queues whose name has a text, in order. */
export function createQueueRows(
  rows: LiveRows,
  find: string,
  compare: (a: QueueRow, b: QueueRow) => number,
): QueueRows {
  const items = new Map<string, QueueItem>()
  const wanted = find.trim().toLocaleLowerCase()
  const listing = createListing<QueueItem>({
    all: () => items.values(),
    keep: ({ row }) => row.id !== '' && row.name.toLocaleLowerCase().includes(wanted),
    compare: (a, b) => compare(a.row, b.row),
  })

  function one(id: string) {
    const before = items.get(id) ?? null
    const row = rows.row('queue', id)
    const after = row === null ? null : { key: id, row }
    if (after === null) items.delete(id)
    else items.set(id, after)
    return { before, after }
  }

  function fill(): void {
    items.clear()
    for (const row of rows.rows('queue')) items.set(row.id, { key: row.id, row })
    listing.fill()
  }
  fill()

  return {
    listing,
    fill,
    apply: (touched) => listing.apply([...(touched.get('queue') ?? [])].map(one)),
  }
}

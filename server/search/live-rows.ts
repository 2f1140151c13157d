import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Floor } from '#core/floor/floor.ts'
import type { RowTypes } from '#core/rows/row.ts'
import { compareCases } from '#core/search/case-filter.ts'

/** What those who look for something need of the floor, as it was a moment ago. */
export interface LiveRows {
  /** Newest first. */
  readonly cases: readonly RowTypes['case'][]
  readonly caseIds: ReadonlySet<string>
  /** Customers by their keys, as what came last of them says. */
  readonly customers: ReadonlyMap<string, LiveCustomer>
  callbackIdsOf(customer: string): readonly string[]
}

export interface LiveCustomer {
  readonly customer: string
  readonly name: string | null
  readonly phone: string | null
  /** ms since 1970. */
  readonly at: number
}

type FloorRows = Pick<Floor, 'ids' | 'row'>
type Named = { customer: string | null; phone: string | null; name: string | null }

/** People type on: what was read is good for as long. */
const KEEP_MS = 1_000
/** So long a reading may hold up sockets before others have their turn. */
const SLICE_MS = 4

async function readRows(floor: FloorRows): Promise<LiveRows> {
  let began = performance.now()
  const breathe = async () => {
    if (performance.now() - began < SLICE_MS) return
    await nextTurn()
    began = performance.now()
  }
  const customers = new Map<string, LiveCustomer>()
  const callbacks = new Map<string, string[]>()
  const note = ({ customer, phone, name }: Named, at: string | null) => {
    if (customer === null) return
    const before = customers.get(customer)
    const mine = at === null ? 0 : Date.parse(at)
    const isLater = before === undefined || mine >= before.at
    customers.set(customer, {
      customer,
      name: isLater ? (name ?? before?.name ?? null) : before.name,
      phone: isLater ? (phone ?? before?.phone ?? null) : before.phone,
      at: Math.max(mine, before?.at ?? 0),
    })
  }
  const cases: RowTypes['case'][] = []
  for (const id of [...floor.ids('case')]) {
    const row = floor.row('case', id)
    if (row !== null) cases.push(row)
    if (row !== null) note(row, row.openedAt)
    await breathe()
  }
  for (const id of [...floor.ids('contact')]) {
    const row = floor.row('contact', id)
    if (row !== null) note(row, row.queuedAt ?? row.answeredAt)
    await breathe()
  }
  for (const id of [...floor.ids('callback')]) {
    const row = floor.row('callback', id)
    if (row === null) continue
    note(row, row.requestedAt)
    if (row.customer !== null) callbacks.set(row.customer, [...(callbacks.get(row.customer) ?? []), id])
    await breathe()
  }
  for (const id of [...floor.ids('recovery')]) {
    const row = floor.row('recovery', id)
    if (row !== null) note(row, row.missedAt)
    await breathe()
  }
  return {
    cases: cases.sort(compareCases),
    caseIds: new Set(cases.map(({ id }) => id)),
    customers,
    callbackIdsOf: (customer) => callbacks.get(customer) ?? [],
  }
}

/** Reads them in turns, once for all who ask within a second. */
export function createLiveRows(): (floor: FloorRows) => Promise<LiveRows> {
  let last: { until: number; rows: Promise<LiveRows> } | null = null
  return (floor) => {
    const now = performance.now()
    if (last !== null && last.until > now) return last.rows
    const rows = readRows(floor)
    const mine = { until: Number.POSITIVE_INFINITY, rows }
    last = mine
    const over = () => {
      mine.until = performance.now() + KEEP_MS
    }
    rows.then(over, () => {
      last = null
    })
    return rows
  }
}

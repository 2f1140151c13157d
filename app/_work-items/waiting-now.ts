import type { QueueRow } from '#core/rows/row.ts'

/**
 * How many wait in a queue or on a board at this moment. A row's `waiting` counts those who entered on the site's day;
 * who has waited since before it began is no less there. Null: it is not measured.
 */
export function waitingNow(row: Pick<QueueRow, 'waiting' | 'waitingBefore'>): number | null {
  return row.waiting === null || row.waitingBefore === null ? null : row.waiting + row.waitingBefore
}

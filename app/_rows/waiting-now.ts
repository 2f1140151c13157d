import type { QueueRow } from '#core/row.ts'

/**
 * How many wait in a queue or on a board at this moment. A row's `waiting` counts those who entered on the site's day;
 * who has waited since before it began is no less there.
 */
export function waitingNow(row: Pick<QueueRow, 'waiting' | 'waitingBefore'>): number {
  return row.waiting + row.waitingBefore
}

import type { RowType } from '#core/rows/row.ts'
import type { LiveStore } from '../_live/live-store.ts'

/** What was written stands on the screen within a second; longer than this nobody waits. */
const WAIT_MS = 5_000

/** Whether a row that was just made has come, as soon as it has. */
export function rowThere(
  store: Pick<LiveStore, 'row' | 'subscribeRow'>,
  type: RowType,
  id: string,
): Promise<boolean> {
  if (store.row(type, id) !== null) return Promise.resolve(true)
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(false), WAIT_MS)
    const stop = store.subscribeRow(type, id, () => {
      if (store.row(type, id) !== null) settle(true)
    })
    function settle(isThere: boolean): void {
      clearTimeout(timer)
      stop()
      resolve(isThere)
    }
  })
}

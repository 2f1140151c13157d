'use client'
import { useCallback } from 'react'
import type { RowType } from '#core/rows/row.ts'
import { useLive } from './use-live.ts'

/** Longer than this no row is waited for: what was said is in the log, and the server will say if it is too early. */
const WAIT_MS = 3_000

/**
 * Waits until a row is there that was just made, or gone that was just taken back: only then can the next thing that is
 * said build on it. False: it was not so in that time.
 */
export function useRowComes(): (type: RowType, id: string, isThere: boolean) => Promise<boolean> {
  const { store } = useLive()
  return useCallback(
    (type, id, isThere) =>
      new Promise((done) => {
        const isSo = () => (store.row(type, id) !== null) === isThere
        if (isSo()) {
          done(true)
          return
        }
        const timer = setTimeout(finish, WAIT_MS)
        const stop = store.subscribeRow(type, id, () => isSo() && finish())
        function finish(): void {
          clearTimeout(timer)
          stop()
          done(isSo())
        }
      }),
    [store],
  )
}

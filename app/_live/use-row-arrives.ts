'use client'
import { useCallback } from 'react'
import type { RowType } from '#core/row.ts'
import { useLive } from './use-live.ts'

/** Longer than this no row is waited for: what was said is in the log, and the server will say if it is too early. */
const WAIT_MS = 3_000

/** Waits until a row is there that was just made: only then can the next thing that is said refer to it. */
export function useRowArrives(): (type: RowType, id: string) => Promise<void> {
  const { store } = useLive()
  return useCallback(
    (type, id) =>
      new Promise((done) => {
        if (store.row(type, id) !== null) {
          done()
          return
        }
        const timer = setTimeout(finish, WAIT_MS)
        const stop = store.subscribeRow(type, id, () => store.row(type, id) !== null && finish())
        function finish(): void {
          clearTimeout(timer)
          stop()
          done()
        }
      }),
    [store],
  )
}

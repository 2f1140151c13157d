'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { createSiteDays } from '#core/time/site-day.ts'
import { useLive } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { oldBefore } from './bands.ts'

const LOOK_EVERY_MS = 60_000

/** Before which instant (ms) something must have been due to be an old debt, by the server's clock. */
export function useOldBefore(): number {
  const { store } = useLive()
  const { timezone, dayStartsAt } = useFacts()
  const days = useMemo(() => createSiteDays(timezone, dayStartsAt ?? '00:00'), [timezone, dayStartsAt])
  return useSyncExternalStore(
    (listener) => {
      const timer = setInterval(listener, LOOK_EVERY_MS)
      return () => clearInterval(timer)
    },
    () => {
      const now = store.clock.now(performance.now()) ?? Date.now()
      return oldBefore(days.dayOf(now), now)
    },
    () => 0,
  )
}

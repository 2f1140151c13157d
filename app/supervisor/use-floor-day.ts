'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { createSiteDays } from '#core/time/site-day.ts'
import { useLive } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import type { DaySpan } from './shows.ts'

const LOOK_EVERY_MS = 60_000

/** The site's day by the server's clock; changes at its turn. */
export function useFloorDay(): DaySpan {
  const { store } = useLive()
  const { timezone, dayStartsAt } = useFacts()
  const days = useMemo(() => createSiteDays(timezone, dayStartsAt ?? '00:00'), [timezone, dayStartsAt])
  const from = useSyncExternalStore(
    (listener) => {
      const timer = setInterval(listener, LOOK_EVERY_MS)
      return () => clearInterval(timer)
    },
    () => days.dayOf(store.clock.now(performance.now()) ?? Date.now()),
    () => 0,
  )
  return useMemo(() => ({ from, to: from === 0 ? 0 : days.nextDay(from) }), [days, from])
}

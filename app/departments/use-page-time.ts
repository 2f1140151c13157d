'use client'
import { useEffect, useState } from 'react'
import { createServerClock } from '../_live/server-clock.ts'
import { createTicker } from '../_live/ticker.ts'
import type { Time } from '../_live/use-live.ts'

function createPageTime(speed: number) {
  const clock = createServerClock(speed)
  const now = () => clock.now(performance.now())
  return { clock, time: { ticker: createTicker({ serverNow: now, speed: () => speed }), now } }
}

/** The server's time on a page without live rows, from the `at` of each answer. */
export function usePageTime(speed: number, at: string | null): Time {
  const [page] = useState(() => createPageTime(speed))
  useEffect(() => {
    if (at !== null) page.clock.observe(Date.parse(at), performance.now())
  }, [page, at])
  useEffect(() => () => page.time.ticker.stop(), [page])
  return page.time
}

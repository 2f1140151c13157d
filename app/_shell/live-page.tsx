'use client'
import { type ReactNode, useEffect, useState } from 'react'
import type { View } from '#core/rows/protocol.ts'
import { createLiveStore } from '../_live/live-store.ts'
import { openSocket } from '../_live/open-socket.ts'
import { createPacedFrame } from '../_live/paced-frame.ts'
import { createTicker } from '../_live/ticker.ts'
import { type Live, LiveContext } from '../_live/use-live.ts'
import { Blank } from './blank.tsx'
import { PageContext } from './page-context.tsx'
import { usePrepared } from './prepare.ts'
import { screenToken } from './screen-token.ts'

/**
 * How long a page rests after it has drawn what changed, ms: from across a room nobody sees ten changes a second, and a
 * television has little to draw with.
 */
const RESTS_MS: Readonly<Partial<Record<View, number>>> = { wall: 150, supervisor: 100 }

function openLive(view: View, speed: number) {
  const socket = openSocket(view === 'wall' ? screenToken() : null)
  const store = createLiveStore({ socket, schedule: createPacedFrame(RESTS_MS[view] ?? 0) })
  store.clock.setSpeed(speed)
  const ticker = createTicker({
    serverNow: () => store.clock.now(performance.now()),
    speed: () => store.clock.speed,
  })
  function close(): void {
    ticker.stop()
    store.close()
    socket.disconnect()
  }
  return { live: { store, ticker }, close }
}

function useLiveConnection(view: View, id: string | undefined, speed: number | undefined): Live | null {
  const [live, setLive] = useState<Live | null>(null)
  useEffect(() => {
    if (speed === undefined) return
    const opened = openLive(view, speed)
    setLive(opened.live)
    return () => {
      opened.close()
      setLive(null)
    }
  }, [view, speed])
  useEffect(() => live?.store.watch(view, id), [live, view, id])
  return live
}

/** What every live page stands in: the site's facts, the person, the words, the rows of its view. */
export function LivePage({ view, id, children }: { view: View; id?: string; children: ReactNode }) {
  const prepared = usePrepared(view === 'wall' ? 'screen' : 'person')
  const live = useLiveConnection(view, id, prepared?.facts.clockSpeed)
  if (prepared === null || live === null) return <Blank />
  return (
    <PageContext prepared={prepared}>
      <LiveContext value={live}>{children}</LiveContext>
    </PageContext>
  )
}

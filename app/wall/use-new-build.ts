'use client'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useLive } from '../_live/use-live.ts'
import { servedBuild } from './served-build.ts'

/** A hall full of screens must not reload in one second. */
const SPREAD_MS = 20_000

/** When the server comes back as another process, its pages may be newer than this one: then the wall reloads itself. */
export function useNewBuild(): void {
  const { store } = useLive()
  const epoch = useSyncExternalStore(
    store.subscribeStatus,
    () => store.position()?.epoch ?? null,
    () => null,
  )
  const first = useRef<string | null>(null)
  useEffect(() => {
    if (epoch === null) return
    if (first.current === null) {
      first.current = epoch
      return
    }
    if (first.current === epoch) return
    first.current = epoch
    let timer: ReturnType<typeof setTimeout> | undefined
    void servedBuild().then((build) => {
      if (build === null || build === process.env.HUIYIN_BUILD) return
      timer = setTimeout(() => location.reload(), Math.random() * SPREAD_MS)
    })
    return () => clearTimeout(timer)
  }, [epoch])
}

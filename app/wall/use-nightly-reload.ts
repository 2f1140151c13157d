'use client'
import { useEffect } from 'react'
import { useFacts } from '../_shell/facts.ts'
import { servedBuild } from './served-build.ts'
import { untilWallTime } from './until-wall-time.ts'

/** A hall full of screens does not load in one second. */
const SPREAD_MS = 10 * 60_000
const AGAIN_MS = 60_000

/** Once a day, while nobody looks, the wall begins anew; not while the server is away, for then nothing would come. */
export function useNightlyReload(): void {
  const { timezone, walls } = useFacts()
  const reloadAt = walls?.reloadAt
  useEffect(() => {
    if (reloadAt === undefined) return
    let timer: ReturnType<typeof setTimeout>
    async function reload(): Promise<void> {
      if ((await servedBuild()) === null) timer = setTimeout(reload, AGAIN_MS)
      else location.reload()
    }
    timer = setTimeout(reload, untilWallTime(timezone, reloadAt, Date.now()) + Math.random() * SPREAD_MS)
    return () => clearTimeout(timer)
  }, [timezone, reloadAt])
}

'use client'
import { useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ScreenSettings } from '#core/site/screen-settings.ts'
import { fetchWithin } from '../_shell/fetch-within.ts'
import { load } from '../_shell/load-facts.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { servedBuild } from '../wall/served-build.ts'

export interface FleetScreen {
  id: string
  board: string
  name: string
  pairedBy: string
  pairedAt: string
  seenAt: string | null
  build: string | null
  settings: ScreenSettings | null
}

export interface Fleet {
  screens: readonly FleetScreen[]
  /** The server's time of this answer. */
  at: string
  /** The build that is served now. */
  build: string | null
}

const AGAIN_EVERY_MS = 5_000

/** The paired screens, read again every few seconds and after each change. */
export function useScreens() {
  const t = useTranslations('fault')
  const [fleet, setFleet] = useState<Fleet | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [refused, setRefused] = useState(false)
  const readAgain = useCallback(async () => {
    const [found, build] = await Promise.all([
      load<Omit<Fleet, 'build'>>('/api/v1/screens', null),
      servedBuild(),
    ])
    if (found.ok) setFleet({ ...found.value, build })
    setRefused(!found.ok && found.status === 403)
    setFault(found.ok ? null : t('no_answer'))
  }, [t])
  useEffect(() => {
    void readAgain()
    const timer = setInterval(readAgain, AGAIN_EVERY_MS)
    return () => clearInterval(timer)
  }, [readAgain])
  async function ask(id: string, what: 'identify' | 'reload' | 'revoke'): Promise<void> {
    const path = `/api/v1/screens/${encodeURIComponent(id)}`
    const sent =
      what === 'revoke'
        ? fetchWithin(path, { method: 'DELETE' })
        : fetchWithin(`${path}/${what}`, { method: 'POST' })
    const answer = await sent.catch(() => null)
    if (answer?.ok === true) await readAgain()
    else setFault(t('no_answer'))
  }
  /** Says what a screen shows, and how. */
  async function arrange(id: string, board: string, settings: ScreenSettings): Promise<boolean> {
    const sent = await sendJson(`/screens/${encodeURIComponent(id)}`, { board, settings }, 'PUT')
    if (sent.ok) await readAgain()
    return sent.ok
  }
  return { fleet, fault, refused, readAgain, ask, arrange }
}

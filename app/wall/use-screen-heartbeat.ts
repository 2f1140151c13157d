'use client'
import { useEffect, useState } from 'react'
import { screenAddress } from '#core/site/screen-address.ts'
import type { ScreenSettings } from '#core/site/screen-settings.ts'
import { screenToken } from '../_shell/screen-token.ts'

interface ScreenOrders {
  name: string
  reloadAt: string | null
  identify: boolean
  board: string
  settings: ScreenSettings | null
}

/** What is arranged for a television is on it within two seconds. */
const EVERY_MS = 1_500
const DONE = 'huiyin.reloaded'

async function heartbeat(token: string): Promise<ScreenOrders | null> {
  try {
    const answer = await fetch('/api/v1/screens/beat', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ build: process.env.HUIYIN_BUILD }),
    })
    return answer.ok ? ((await answer.json()) as ScreenOrders) : null
  } catch {
    // The band says that the server is not heard; the beat goes on.
    return null
  }
}

/** A wall that somebody arranged shows what they said: its address says it all, and is loaded where it is another. */
function showAsArranged({ board, settings }: ScreenOrders): void {
  if (settings === null) return
  const wanted = new URL(screenAddress(board, settings), location.origin).href
  if (location.href !== wanted) location.replace(wanted)
}

/** Each wish to load anew is granted once, also where it is older than this page. */
function reloadOnce(orders: ScreenOrders): void {
  if (orders.reloadAt === null || localStorage.getItem(DONE) === orders.reloadAt) return
  localStorage.setItem(DONE, orders.reloadAt)
  location.reload()
}

/**
 * A paired wall tells the house that it lives and which build it runs, and hears what is asked of it. Gives its name
 * while somebody wants to know which one it is.
 */
export function useScreenHeartbeat(): string | null {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => {
    const token = screenToken()
    if (token === null) return
    async function tell(): Promise<void> {
      const orders = await heartbeat(token!)
      if (orders === null) return
      setName(orders.identify ? orders.name : null)
      reloadOnce(orders)
      showAsArranged(orders)
    }
    void tell()
    const timer = setInterval(tell, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return name
}

import { useState } from 'react'
import { type SignInAnswer, sendInTurn } from './send.ts'

/** Signing in takes no time; who waits longer is told that others do, too. */
const USUAL_MS = 2_500

/** Sends a password, and says while it waits for its turn. */
export function useSignInTurn() {
  const [busy, setBusy] = useState(false)
  const [isWaiting, setWaiting] = useState(false)
  return {
    busy,
    isWaiting,
    async send(path: string, body: Record<string, unknown>): Promise<SignInAnswer> {
      setBusy(true)
      const waits = setTimeout(() => setWaiting(true), USUAL_MS)
      const sent = await sendInTurn(path, body)
      clearTimeout(waits)
      setWaiting(false)
      setBusy(false)
      return sent
    },
  }
}

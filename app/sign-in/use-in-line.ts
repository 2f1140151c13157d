import { useState } from 'react'
import { type SignInAnswer, sendInLine } from './send.ts'

/** Signing in takes no time; who waits longer is told that others do, too. */
const USUAL_MS = 2_500

/** Sends a password, and says while it waits for its turn. */
export function useInLine() {
  const [busy, setBusy] = useState(false)
  const [inLine, setInLine] = useState(false)
  return {
    busy,
    inLine,
    async send(path: string, body: Record<string, unknown>): Promise<SignInAnswer> {
      setBusy(true)
      const waits = setTimeout(() => setInLine(true), USUAL_MS)
      const sent = await sendInLine(path, body)
      clearTimeout(waits)
      setInLine(false)
      setBusy(false)
      return sent
    },
  }
}

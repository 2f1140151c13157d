'use client'
import { useEffect, useState } from 'react'
import { forgetScreenToken, keepScreenToken } from '../_shell/screen-token.ts'

type Answer =
  | { code: string; claim: string; expiresInSec: number }
  | { state: 'waiting' }
  | { state: 'paired'; token: string; board: string }

const ASK_EVERY_MS = 3_000

async function ask(body: Record<string, string>): Promise<Answer | null> {
  try {
    const answer = await fetch('/api/v1/screens/pair', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.ok ? ((await answer.json()) as Answer) : null
  } catch {
    return null
  }
}

function open(token: string, board: string): void {
  keepScreenToken(token)
  location.replace(`/wall/${encodeURIComponent(board)}`)
}

/** Shows a code until somebody has typed it; then the screen has its token and opens its board. */
export function usePairing(): string | null {
  const [code, setCode] = useState<string | null>(null)
  useEffect(() => {
    // A token that was refused is a revoked one.
    forgetScreenToken()
    let claim: string | null = null
    async function step(): Promise<void> {
      const answer = await ask(claim === null ? {} : { claim })
      // No answer to a claim: the code has run out (or the server is away), and a new one is asked for.
      if (answer === null) claim = null
      else if ('code' in answer) {
        claim = answer.claim
        setCode(answer.code)
      } else if (answer.state === 'paired') open(answer.token, answer.board)
    }
    void step()
    const timer = setInterval(step, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return code
}

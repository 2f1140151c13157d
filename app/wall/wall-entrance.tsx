'use client'
import './wall.css'
import './message.css'
import { useEffect, useState } from 'react'
import { Blank } from '../_shell/blank.tsx'
import { load } from '../_shell/load-facts.ts'
import { PageContext } from '../_shell/page-context.tsx'
import { usePrepared } from '../_shell/prepare.ts'
import { screenToken } from '../_shell/screen-token.ts'
import { Pairing } from './pairing.tsx'

interface Known {
  /** Of a paired screen. */
  board?: string
  boards?: { id: string }[]
}

const ASK_AGAIN_MS = 2_000

/** Opens the board of a paired screen, or a person's first one. Gives whether this screen has none and must be paired. */
function useOwnBoard(): boolean {
  const [unpaired, setUnpaired] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    async function ask(): Promise<void> {
      const found = await load<Known>('/api/v1/me', screenToken())
      if (over) return
      const board = found.ok ? (found.value.board ?? found.value.boards?.[0]?.id) : undefined
      if (board !== undefined) location.replace(`/wall/${encodeURIComponent(board)}${location.search}`)
      else if (found.ok || found.status === 401) setUnpaired(true)
      else timer = setTimeout(ask, ASK_AGAIN_MS)
    }
    void ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [])
  return unpaired
}

/** `/wall` without a board, which is what somebody types with a remote control. */
export function WallEntrance() {
  const prepared = usePrepared('screen')
  const unpaired = useOwnBoard()
  if (prepared === null || !unpaired) return <Blank />
  return (
    <PageContext prepared={prepared}>
      <Pairing />
    </PageContext>
  )
}

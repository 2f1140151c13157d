'use client'
import './wall.css'
import './tiles.css'
import './agents.css'
import './density.css'
import './small.css'
import './lines.css'
import './strip.css'
import './owed.css'
import './large.css'
import './message.css'
import './upright.css'
import './colours.css'
import { useState } from 'react'
import { LivePage } from '../_shell/live-page.tsx'
import { useRotation } from './use-rotation.ts'
import { WallBoard } from './wall-board.tsx'

/** A wall needs no person: it may be paired by token. It may turn between boards, and between the pages of one. */
export function WallPage({ board }: { board: string }) {
  const [held, setHeld] = useState(false)
  const [pages, setPages] = useState(1)
  const { board: shown, pageMs } = useRotation(board, held, pages)
  return (
    <LivePage view="wall" id={shown}>
      <WallBoard board={shown} pageMs={pageMs} onHeld={setHeld} onPages={setPages} />
    </LivePage>
  )
}

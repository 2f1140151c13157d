'use client'
import './wall.css'
import './tiles.css'
import './agents.css'
import './density.css'
import './strip.css'
import './message.css'
import './upright.css'
import './colours.css'
import { useState } from 'react'
import { Screen } from '../_frame/screen.tsx'
import { useRotation } from './use-rotation.ts'
import { WallBoard } from './wall-board.tsx'

/** A wall needs no person: it may be paired by token. It may turn between boards. */
export function WallScreen({ board }: { board: string }) {
  const [held, setHeld] = useState(false)
  const shown = useRotation(board, held)
  return (
    <Screen view="wall" id={shown}>
      <WallBoard board={shown} onHeld={setHeld} />
    </Screen>
  )
}

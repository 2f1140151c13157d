'use client'
import './wall.css'
import { Screen } from '../_frame/screen.tsx'
import { WallBoard } from './wall-board.tsx'

/** A wall needs no person: it may be paired by token, or stand on the loopback of a demo. */
export function WallScreen({ board }: { board: string }) {
  return (
    <Screen view="wall" id={board}>
      <WallBoard board={board} />
    </Screen>
  )
}

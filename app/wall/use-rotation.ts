'use client'
import { useEffect, useState } from 'react'

const LEAST_SEC = 5
const USUAL_SEC = 30

interface Rotation {
  boards: readonly string[]
  everyMs: number
}

/** `?boards=care,sales&every=30`: the boards that follow the first one, and how long each stands. */
export function rotationOf(first: string, search: string): Rotation {
  const query = new URLSearchParams(search)
  const others = (query.get('boards') ?? '').split(',').filter((board) => board !== '' && board !== first)
  const every = Number(query.get('every') ?? USUAL_SEC)
  return { boards: [first, ...others], everyMs: Math.max(LEAST_SEC, every > 0 ? every : USUAL_SEC) * 1_000 }
}

/** Which board stands now; `held` stops the turn, for what has breached and nobody has must not turn away. */
export function useRotation(first: string, held: boolean): string {
  const [rotation, setRotation] = useState<Rotation>({ boards: [first], everyMs: 0 })
  const [turn, setTurn] = useState(0)
  useEffect(() => setRotation(rotationOf(first, location.search)), [first])
  useEffect(() => {
    if (held || rotation.boards.length < 2) return
    const timer = setInterval(() => setTurn((last) => last + 1), rotation.everyMs)
    return () => clearInterval(timer)
  }, [held, rotation])
  return rotation.boards[turn % rotation.boards.length]!
}

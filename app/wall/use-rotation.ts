'use client'
import { useEffect, useState } from 'react'

const LEAST_SEC = 5
const USUAL_SEC = 30
const USUAL_PAGE_SEC = 12

interface Rotation {
  boards: readonly string[]
  everyMs: number
  /** How long a page of a board stands. */
  pageMs: number
}

function seconds(given: string | null, usual: number): number {
  const askedSec = Number(given ?? usual)
  return Math.max(LEAST_SEC, askedSec > 0 ? askedSec : usual) * 1_000
}

/**
 * `?boards=care,sales&every=30&page=12`: the boards that follow the first one, how long each stands, and how long a page
 * of a board that has more than one.
 */
export function rotationOf(first: string, search: string): Rotation {
  const query = new URLSearchParams(search)
  const others = (query.get('boards') ?? '').split(',').filter((board) => board !== '' && board !== first)
  return {
    boards: [first, ...others],
    everyMs: seconds(query.get('every'), USUAL_SEC),
    pageMs: seconds(query.get('page'), USUAL_PAGE_SEC),
  }
}

/**
 * Which board stands now, and how long its pages do. `held` stops the turn, for what has breached and nobody has must
 * not turn away; a board does not turn away before each of its pages was seen.
 */
export function useRotation(first: string, held: boolean, pages: number): { board: string; pageMs: number } {
  const [rotation, setRotation] = useState<Rotation>(() => rotationOf(first, ''))
  const [turn, setTurn] = useState(0)
  useEffect(() => setRotation(rotationOf(first, location.search)), [first])
  const { boards, everyMs, pageMs } = rotation
  const standsMs = Math.max(everyMs, pages * pageMs)
  useEffect(() => {
    if (held || boards.length < 2) return
    const timer = setInterval(() => setTurn((last) => last + 1), standsMs)
    return () => clearInterval(timer)
  }, [held, boards, standsMs])
  return { board: boards[turn % boards.length]!, pageMs }
}

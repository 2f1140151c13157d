'use client'
import { type RefObject, useEffect, useState } from 'react'

/** How many columns of so many px an element has room for; one at least. */
export function useLanes(element: RefObject<HTMLElement | null>, widthPx: number): number {
  const [lanes, setLanes] = useState(1)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new ResizeObserver(() =>
      setLanes(Math.max(1, Math.floor(current.clientWidth / widthPx))),
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [element, widthPx])
  return lanes
}

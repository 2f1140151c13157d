'use client'
import { useEffect, useState } from 'react'

/** `?size=90`: the picture takes so much of the screen, for televisions that cut off its edges. 1 is all of it. */
export function useWallSize(): number {
  const [size, setSize] = useState(1)
  useEffect(() => {
    const percent = Number(new URLSearchParams(location.search).get('size'))
    if (percent >= 80 && percent <= 100) setSize(percent / 100)
  }, [])
  return size
}

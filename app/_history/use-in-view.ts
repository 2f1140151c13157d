'use client'
import { type RefObject, useEffect, useRef } from 'react'

/** What was opened by a press somewhere else on the page comes into view. */
export function useInView<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to end an effect.
    ref.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return ref
}

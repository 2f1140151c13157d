'use client'
import { useCallback, useEffect, useRef } from 'react'

/** For what a press somewhere else on the page opened: gives the focus back to what was pressed, when it is closed. */
export function useFocusBack(): () => void {
  const pressed = useRef<Element | null>(null)
  useEffect(() => {
    pressed.current = document.activeElement
  }, [])
  return useCallback(() => {
    if (pressed.current instanceof HTMLElement && pressed.current.isConnected) pressed.current.focus()
  }, [])
}

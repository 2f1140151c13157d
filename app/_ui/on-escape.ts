import type { KeyboardEvent } from 'react'

/**
 * Escape closes what was opened in the page itself, as it closes a window. What stands over the page (a window, an open
 * list) takes the key first; `close` is null while nothing is open.
 */
export const onEscape =
  (close: (() => void) | null) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { currentTarget: here, target, nativeEvent } = event
    if (close === null || event.key !== 'Escape' || event.defaultPrevented || nativeEvent.isComposing) return
    const pressed = target as HTMLElement
    const hasList = pressed.matches('[role="combobox"][aria-expanded="true"]')
    if (hasList || !here.contains(pressed) || here.closest('[role="dialog"]') !== null) return
    event.stopPropagation()
    close()
  }

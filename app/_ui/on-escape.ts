import type { KeyboardEvent } from 'react'

const COMPOSING = 229

/** Fields that somebody typed into; what stood there before is not theirs to lose. */
const typedInto = new WeakSet<EventTarget>()
if (typeof document !== 'undefined')
  document.addEventListener('input', ({ target }) => void (target && typedInto.add(target)), true)

/** Whether something stands in it that would be lost: a button closes it then, and not a key pressed by habit. */
function hasTyped(here: HTMLElement): boolean {
  const fields = here.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input:not([type="checkbox"], [type="radio"])',
  )
  return [...fields].some((field) => typedInto.has(field) && field.value.trim() !== '')
}

/**
 * Escape closes what was opened in the page itself, as it closes a window. What stands over the page (a window, an open
 * list) takes the key first; `close` is null while nothing is open.
 */
export const onEscape =
  (close: (() => void) | null) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { currentTarget: here, target, nativeEvent } = event
    if (close === null || event.key !== 'Escape' || event.defaultPrevented || nativeEvent.isComposing) return
    // Safari ends a composition before it tells of the key that did so.
    if (event.keyCode === COMPOSING || hasTyped(here)) return
    const pressed = target as HTMLElement
    const hasList = pressed.matches('[role="combobox"][aria-expanded="true"]')
    if (hasList || !here.contains(pressed) || here.closest('[role="dialog"]') !== null) return
    event.stopPropagation()
    close()
  }

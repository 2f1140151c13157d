import type { KeyboardEvent } from 'react'
import { isTyping } from '../_browser/is-typing.ts'

type ListKey = Pick<KeyboardEvent<HTMLElement>, 'target' | 'currentTarget' | 'ctrlKey' | 'metaKey' | 'altKey'>

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** What a key does on a line: it presses the button that says it does so. */
const acts: Readonly<Record<string, string>> = {
  t: '[data-act="ack"]',
  z: '[data-act="snooze"]',
  x: '[data-act="choose"]',
  c: '[data-act="recover"]',
  o: '[data-act="owner"]',
  y: '[data-decide="grant"]',
  n: '[data-decide="refuse"]',
  m: '[data-decide="ask"]',
}

/**
 * Whether a key was meant for the list itself: what is typed into a field of it is not, nor what is pressed in a window or
 * a menu that a line has opened, whose keys come here, too.
 */
export function isListKey({ target, currentTarget, ctrlKey, metaKey, altKey }: ListKey): boolean {
  if (ctrlKey || metaKey || altKey || isTyping({ target })) return false
  return target instanceof Node && currentTarget.contains(target)
}

/** Arrow keys walk through the lines of a list; Enter follows a line's own link, and letters press its buttons. */
export function listKeys(event: KeyboardEvent<HTMLElement>): void {
  if (!isListKey(event)) return
  const here = document.activeElement
  const row = here?.closest<HTMLElement>('[data-entry], [data-alert], [data-group]')
  const act = acts[event.key]
  const step = steps[event.key]
  if (act !== undefined && row != null) {
    row.querySelector<HTMLElement>(act)?.click()
  } else if (step !== undefined) {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')]
    const at = rows.findIndex((each) => each === here || row?.contains(each) === true)
    const next = rows[at + step]
    if (next === undefined) return
    next.focus()
  } else return
  event.preventDefault()
  event.stopPropagation()
}

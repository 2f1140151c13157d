import type { KeyboardEvent } from 'react'

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

/** Arrow keys walk through the lines of a list; Enter follows a line's own link, and letters press its buttons. */
export function listKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const here = document.activeElement
  const line = here?.closest<HTMLElement>('[data-entry], [data-alert], [data-group]')
  const act = acts[event.key]
  const step = steps[event.key]
  if (act !== undefined && line != null) {
    line.querySelector<HTMLElement>(act)?.click()
  } else if (step !== undefined) {
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')]
    const at = lines.findIndex((each) => each === here || line?.contains(each) === true)
    const next = lines[at + step]
    if (next === undefined) return
    next.focus()
  } else return
  event.preventDefault()
  event.stopPropagation()
}

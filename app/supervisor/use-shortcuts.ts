'use client'
import { useEffect } from 'react'
import { isInWindow, isTyping } from '../_browser/is-typing.ts'
import { addressNow, setAddress } from './address.ts'
import { shows } from './shows.ts'

/** Parts of the screen by the key that leads there. */
const parts: Readonly<Record<string, string>> = { r: 'risk', q: 'queues', a: 'alerts', g: 'agents', d: 'day' }

function pressMetric(digit: string): void {
  const show = shows[(Number(digit) + 9) % 10]
  if (show !== undefined) setAddress({ show: addressNow('show') === show ? '' : show })
}

/** The first thing in a part that takes the focus: a line of its list, else a button. */
function goTo(part: string): void {
  const root = [...document.querySelectorAll<HTMLElement>(`[data-part="${part}"]`)].find(
    (each) => each.offsetParent !== null,
  )
  const first =
    root?.querySelector<HTMLElement>('[data-entry] [data-line]') ??
    root?.querySelector<HTMLElement>('[data-line]') ??
    root?.querySelector<HTMLElement>('button, select, input, a')
  first?.focus()
}

/** The supervisor's keys; `onHelp` opens what they are. */
export function useShortcuts(onHelp: () => void): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isInWindow(event)) return
      const part = parts[event.key]
      if (event.key === '?') onHelp()
      else if (event.key === 'Escape') setAddress({ show: '', cause: '', intervals: '' })
      else if (event.key === 'f')
        document.querySelector<HTMLElement>('[data-part="risk"] [data-filter]')?.click()
      else if (/^\d$/.test(event.key)) pressMetric(event.key)
      else if (part !== undefined) goTo(part)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [onHelp])
}

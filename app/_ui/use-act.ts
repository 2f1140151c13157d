'use client'
import { useContext, useEffect, useRef, useState } from 'react'
import { useCommand } from '../_live/use-live.ts'
import { ActTaken } from './act-taken.ts'
import { showLateFault } from './late-fault.tsx'
import type { SaidEvent } from './sending.ts'
import { useFaultText } from './use-fault-text.ts'
import { useReportEvents } from './use-report-event.ts'

export interface Acting {
  /** Sends one command and waits for the server's word; true where it was taken. */
  act: (name: string, body: Record<string, unknown>) => Promise<boolean>
  /**
   * Says that something happened: `command` `event` of contract §5. What was taken is told on the page's lower edge, and
   * one press there takes it back.
   */
  event: (
    type: string,
    subject: string,
    data?: Record<string, unknown>,
    more?: { untaken: boolean },
  ) => Promise<boolean>
  /** Says several things by one press, one after the other: they are told as one, and taken back as one. */
  events: (all: readonly SaidEvent[]) => Promise<boolean>
  busy: boolean
  /** Why the last command was not taken, in the reader's words. */
  fault: string | null
}

/**
 * A button that waits for its answer is disabled, and loses the keyboard's focus by that: it has it again afterwards,
 * where the keys have not gone on elsewhere meanwhile.
 */
function useFocusBack(busy: boolean): () => void {
  const pressed = useRef<Element | null>(null)
  useEffect(() => {
    if (busy) return
    const before = pressed.current
    pressed.current = null
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
  }, [busy])
  return () => {
    pressed.current = document.querySelector(':focus-visible')
  }
}

/** Nothing is shown as done before the server has said so. */
export function useAct(): Acting {
  const textOf = useFaultText()
  const command = useCommand()
  const say = useReportEvents()
  const taken = useContext(ActTaken)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const notePressed = useFocusBack(busy)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  async function wait(answering: Promise<{ ok: true } | { ok: false; code: string; message: string }>) {
    notePressed()
    setBusy(true)
    setFault(null)
    const answer = await answering
    setBusy(false)
    if (answer.ok) {
      taken()
      return true
    }
    const text = textOf(answer.code, answer.message)
    if (isShown.current) setFault(text)
    else showLateFault(text)
    return false
  }
  return {
    act: (name, body) => wait(command(name, body)),
    event: (type, subject, data = {}, more = { untaken: false }) =>
      wait(say([{ type, subject, data, ...more }])),
    events: (all) => wait(say(all)),
    busy,
    fault,
  }
}

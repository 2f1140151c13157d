'use client'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useCommand } from '../_live/use-live.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { showLateFault } from './late-fault.tsx'

export interface Acting {
  /** Sends one command and waits for the server's word; true where it was taken. */
  act: (name: string, body: Record<string, unknown>) => Promise<boolean>
  /** Says that something happened: `command` `event` of contract §5. */
  event: (
    type: string,
    subject: string,
    data?: Record<string, unknown>,
    more?: { untaken: boolean },
  ) => Promise<boolean>
  busy: boolean
  /** Why the last command was not taken, in the reader's words. */
  fault: string | null
}

const known = [
  ...([
    'forbidden',
    'not_found',
    'exists',
    'above_authority',
    'no_answer',
    'unavailable',
    'resolved',
  ] as const),
  ...(['too_late', 'too_fast', 'starting', 'unauthenticated'] as const),
]

/** A refusal in the reader's words. */
export function useFaultText(): (code: string, message: string) => string {
  const t = useTranslations('fault')
  const nameOf = useNameOfAnyone()
  return (code, message) => {
    if (code === 'taken') return message === '' ? t('taken') : t('takenBy', { name: nameOf(message) })
    if (code === 'decided') return t(message === 'granted' ? 'granted' : 'refused')
    const which = known.find((each) => each === code)
    return which === undefined ? t('other', { message }) : t(which)
  }
}

/** Nothing is shown as done before the server has said so. */
export function useAct(): Acting {
  const textOf = useFaultText()
  const command = useCommand()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  async function act(name: string, body: Record<string, unknown>): Promise<boolean> {
    setBusy(true)
    setFault(null)
    const answer = await command(name, body)
    setBusy(false)
    if (answer.ok) return true
    const text = textOf(answer.code, answer.message)
    if (isShown.current) setFault(text)
    else showLateFault(text)
    return false
  }
  return {
    act,
    event: (type, subject, data = {}, more = { untaken: false }) =>
      act('event', { type, subject, data, ...(more.untaken && { untaken: true }) }),
    busy,
    fault,
  }
}

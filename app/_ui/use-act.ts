'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useCommand } from '../_live/use-live.ts'

export interface Acting {
  /** Sends one command and waits for the server's word; true where it was taken. */
  act: (name: string, body: Record<string, unknown>) => Promise<boolean>
  /** Says that something happened: `command` `event` of contract §5. */
  event: (type: string, subject: string, data?: Record<string, unknown>) => Promise<boolean>
  busy: boolean
  /** Why the last command was not taken, in the reader's words. */
  fault: string | null
}

const known = ['forbidden', 'not_found', 'exists', 'above_authority', 'no_answer', 'unavailable'] as const

/** A refusal in the reader's words. */
export function useFaultText(): (code: string, message: string) => string {
  const t = useTranslations('fault')
  return (code, message) => {
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

  async function act(name: string, body: Record<string, unknown>): Promise<boolean> {
    setBusy(true)
    setFault(null)
    const answer = await command(name, body)
    setBusy(false)
    if (answer.ok) return true
    setFault(textOf(answer.code, answer.message))
    return false
  }
  return { act, event: (type, subject, data = {}) => act('event', { type, subject, data }), busy, fault }
}

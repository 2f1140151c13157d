'use client'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useCommand, useCommandEach } from '../_live/use-live.ts'
import { sayDone } from '../_ui/done-notice.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import { useFaultText } from '../_ui/use-act.ts'

export interface Saying {
  /** Says that something happened, and `done` once it is taken; for five seconds one press takes it back. */
  say: (type: string, subject: string, data: Record<string, unknown>, done: string) => Promise<boolean>
  busy: boolean
  /** Why the last one was not taken, in the reader's words. */
  fault: string | null
}

/** Acts that can be taken back. Nothing is shown as done before the server has said so. */
export function useSay(): Saying {
  const t = useTranslations('assign')
  const textOf = useFaultText()
  const command = useCommand()
  const commandEach = useCommandEach()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  async function undo(type: string, subject: string, voids: string): Promise<void> {
    const kind = type.slice(0, type.indexOf('.'))
    const answer = await command('event', { type: `${kind}.undone`, subject, data: { voids } })
    if (answer.ok) sayDone(t('undone'))
    else showLateFault(textOf(answer.code, answer.message))
  }

  return {
    async say(type, subject, data, done) {
      setBusy(true)
      setFault(null)
      const [answer] = await commandEach('event', [{ subject, untaken: false, data }], { type })
      if (isShown.current) setBusy(false)
      if (answer?.ok) {
        sayDone(done, () => undo(type, subject, answer.id))
        return true
      }
      const text = textOf(answer?.code ?? 'no_answer', answer?.message ?? '')
      if (isShown.current) setFault(text)
      else showLateFault(text)
      return false
    },
    busy,
    fault,
  }
}

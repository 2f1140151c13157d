'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { randomId } from '../_browser/random-id.ts'
import { askLink } from '../_links/use-link.ts'
import { createPressIds, mayBeDone } from '../_live/press-ids.ts'

export type DepartmentRequest =
  | { act: 'mine' }
  | { act: 'answer'; answer: string }
  | { act: 'not-ours'; to: string; reason?: string }
  | { act: 'more-time'; until: string; reason?: string }

export interface DepartmentActing {
  send: (request: DepartmentRequest, by: string) => Promise<boolean>
  busy: boolean
  fault: string | null
}

const known = ['answered', 'not_here', 'too_fast', 'expired', 'revoked'] as const

/** Sends what a department says about a hand-off; nothing is shown as done before the server has said so. */
export function useDepartmentAct(path: string, handoff: string): DepartmentActing {
  const t = useTranslations('owedPage')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [presses] = useState(() => createPressIds(randomId, () => performance.now()))

  async function send(request: DepartmentRequest, by: string): Promise<boolean> {
    setBusy(true)
    setFault(null)
    const press = [handoff, JSON.stringify(request)] as const
    const body = { ...request, press: presses.of(...press), ...(by.trim() === '' ? {} : { by: by.trim() }) }
    const answer = await askLink(`${path}/handoffs/${encodeURIComponent(handoff)}`, body)
    setBusy(false)
    if (!answer.ok) setFault(t(`fault.${known.find((code) => code === answer.code) ?? 'no_answer'}`))
    if (answer.ok || !mayBeDone(answer.code)) presses.settle(...press)
    return answer.ok
  }
  return { send, busy, fault }
}

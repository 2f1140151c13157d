'use client'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useMe } from '../_shell/facts.ts'
import { showDone } from '../_ui/done-notice.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import { whomOf } from './act-fault.ts'
import { type OfState, stillSaid } from './of-state.ts'
import { type NewActRequest, requestAct } from './request-act.ts'
import { useActFault } from './use-act-fault.ts'

/** The PBX's own word follows its answer within a second; one that never comes leaves what was before. */
const WORD_MS = 5_000

export interface PbxAsking {
  /** Asks; true where the PBX said yes. */
  ask: (key: string, request: NewActRequest) => Promise<boolean>
  /** What is asked and not shown by a row yet. */
  asked: string | null
  fault: string | null
}

interface Asked extends OfState {
  readonly key: string
  /** The PBX said yes, and its own word is waited for. */
  readonly isTaken: boolean
}

interface AskingOptions {
  onTop?: boolean
  /** How long the PBX's own word may take, ms. */
  wordMs?: number
  /** Said where none came in that time. */
  silence?: string
}

/**
 * Asks the PBX, and says *asked* until `shown` is another than when it was: what a screen shows comes from the PBX's own
 * events alone. `onTop`: why it was refused is told on top of the page, where a line has no room for it.
 */
export function useRequestAct(
  shown: string,
  { onTop = false, wordMs = WORD_MS, silence }: AskingOptions = {},
): PbxAsking {
  const t = useTranslations('pbx')
  const faultText = useActFault()
  const me = useMe()
  const [asked, setAsked] = useState<Asked | null>(null)
  /** Of a state that is another one since, whoever changed it, nobody wants to read why it was not changed before. */
  const [fault, setFault] = useState<(OfState & { text: string }) | null>(null)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  useEffect(() => {
    setAsked(stillSaid(asked, shown))
    setFault(stillSaid(fault, shown))
  }, [asked, fault, shown])
  useEffect(() => {
    if (asked?.isTaken !== true) return
    const timer = setTimeout(() => {
      setAsked(null)
      if (silence === undefined) return
      if (onTop) showLateFault(silence)
      else setFault({ text: silence, before: asked.before })
    }, wordMs)
    return () => clearTimeout(timer)
  }, [asked, wordMs, silence, onTop])

  async function ask(key: string, request: NewActRequest): Promise<boolean> {
    setFault(null)
    const asking: Asked = { key, before: shown, isTaken: false }
    setAsked(asking)
    const answer = await requestAct(request)
    if (answer.ok) {
      if (answer.already === true) showDone(t('askedAlready'))
      // Its word may have come before its answer.
      setAsked((still) => (still === asking ? { ...asking, isTaken: true } : still))
      return true
    }
    setAsked(null)
    const text = faultText(answer.code, answer.message, whomOf(request, me?.agent ?? null))
    if (isShown.current && !onTop) setFault({ text, before: shown })
    else showLateFault(text)
    return false
  }
  return {
    ask,
    asked: stillSaid(asked, shown)?.key ?? null,
    fault: stillSaid(fault, shown)?.text ?? null,
  }
}

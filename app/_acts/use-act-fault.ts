'use client'
import { useTranslations } from 'use-intl/react'
import { useFaultText } from '../_ui/use-fault-text.ts'

/** What a PBX says when it refuses, and the sentence for it. */
const SAID = [
  [/^Permission denied/i, 'permission'],
  [/^Interface not found/i, 'unknownPhone'],
  [/Member not dynamic/i, 'static'],
  [/Already there/i, 'alreadyIn'],
  [/Not there/i, 'notIn'],
  [/^a call is being made already/, 'callGoing'],
  [/not a number|emergency number|is blocked/, 'notANumber'],
] as const
const OWN = ['not_allowed', 'unsupported', 'unreachable', 'timeout'] as const

/** Why the PBX did not act, in the reader's words, with what it said itself. */
export function useActFault(): (code: string, message: string) => string {
  const t = useTranslations('pbx')
  const other = useFaultText()
  return (code, message) => {
    if (code === 'refused')
      return t(SAID.find(([said]) => said.test(message))?.[1] ?? 'said', { said: message })
    const own = OWN.find((each) => each === code)
    return own === undefined ? other(code, message) : t(own)
  }
}

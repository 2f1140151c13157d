'use client'
import { useTranslations } from 'use-intl/react'
import { useFaultText } from '../_ui/use-fault-text.ts'
import { actFaultOf, type Whom } from './act-fault.ts'

/** Why the PBX did not act, in the reader's words, with what it said itself. */
export function useActFault(): (code: string, message: string, whom: Whom) => string {
  const t = useTranslations('pbx')
  const other = useFaultText()
  return (code, message, whom) => {
    const fault = actFaultOf(code, message)
    return fault === null ? other(code, message) : t(fault, { said: message, whom })
  }
}

'use client'
import { useTranslations } from 'use-intl/react'
import type { LoadFault } from '../../_shell/use-loaded.ts'

/** A fault in the reader's words; what only somebody who writes the file can cause is said as the command line says it. */
export function useSiteFaultText(): (fault: LoadFault, isPercent?: boolean) => string {
  const t = useTranslations('siteFile.fault')
  return ({ words, message }, isPercent = false) => {
    if (words === undefined || !t.has(words.key)) return message
    const { bound } = words.values
    const scaled = isPercent && typeof bound === 'number' ? { bound: bound * 100 } : {}
    return t(words.key, { ...words.values, ...scaled } as never)
  }
}

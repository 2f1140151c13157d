'use client'
import { useTranslations } from 'use-intl/react'
import { showLateFault } from '../_ui/late-fault.tsx'
import { useFaultText } from '../_ui/use-fault-text.ts'
import type { Done } from './use-alert-acts.ts'
import { useQuicker } from './use-quicker.ts'

/** What became of an act on many, in words: how many were done, who had others already, and why the rest was not. */
export function useActSummary(): (done: Done) => string {
  const t = useTranslations('alertGroup')
  const quickerOf = useQuicker()
  const faultText = useFaultText()
  const assign = useTranslations('assign')
  const casesOf = (cases: number, stayed: number) =>
    assign('withCase', { cases }) + (stayed === 0 ? '' : assign('caseRefused', { count: stayed }))
  return ({ deed, outcome, cases, stayed }) => {
    const { asked, done, kept, over, refused, why } = outcome
    const minutes = deed.is === 'snooze' ? deed.minutes : 0
    const name = deed.is === 'assign' ? deed.to.name : ''
    const withCases =
      deed.is !== 'assign' ? '' : deed.to.agent === null ? assign('caseStays') : casesOf(cases, stayed)
    const parts = [
      kept === asked ? null : t(`did.${deed.is}`, { done, asked, minutes, name }) + withCases,
      ...quickerOf(outcome),
      over > 0 ? t('over', { count: over }) : null,
      kept > 0 ? t('kept', { count: kept }) : null,
      why === null ? null : t('refused', { count: refused, why: faultText(why.code, why.message) }),
    ]
    return parts.filter((part) => part !== null).join(' · ')
  }
}

/** Says on top of the page what was not done, where the buttons have gone meanwhile. */
export function useLateActSummary(): (done: Done) => void {
  const summary = useActSummary()
  return (done) => showLateFault(summary(done))
}

'use client'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/row.ts'
import { useRules } from '../_rows/use-entries.ts'
import { SpokenLeft, SpokenSince } from '../_ui/spoken.tsx'
import { useRuleTitle } from './use-words.ts'

type Values = CaseRow['reason']['values']

const textOf = (values: Values, key: string) => (values[key] === undefined ? null : String(values[key]))

/** The sentence that says why a case stands where it stands; its times run. */
export function Reason({ reason }: { reason: CaseRow['reason'] }) {
  const t = useTranslations('reason')
  const title = useRuleTitle()
  const rules = useRules()
  if (!t.has(reason.key as never)) return <>{reason.key}</>
  const rule = textOf(reason.values, 'rule')
  const since = textOf(reason.values, 'since')
  const due = textOf(reason.values, 'dueAt')
  return (
    <>
      {t.rich(reason.key as 'due', {
        rule: rule === null ? '' : title(rules.get(rule), rule),
        times: Number(reason.values.times ?? 0),
        since: () => (since === null ? '–' : <SpokenSince at={since} />),
        left: () => (due === null ? '–' : <SpokenLeft at={due} />),
        over: () => (due === null ? '–' : <SpokenSince at={due} />),
      })}
    </>
  )
}

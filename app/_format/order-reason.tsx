'use client'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { SpelledLeft, SpelledSince } from '../_ui/spelled-time.tsx'
import { useRules } from '../_work-items/use-work-items.ts'
import { useRuleTitle } from './use-words.ts'

type Values = CaseRow['reason']['values']

const textOf = (values: Values, key: string) => (values[key] === undefined ? null : String(values[key]))

/** The sentence that says why a case stands where it stands; its times run. */
export function OrderReason({ reason }: { reason: CaseRow['reason'] }) {
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
        since: () => (since === null ? '–' : <SpelledSince at={since} />),
        left: () => (due === null ? '–' : <SpelledLeft at={due} />),
        over: () => (due === null ? '–' : <SpelledSince at={due} />),
      })}
    </>
  )
}

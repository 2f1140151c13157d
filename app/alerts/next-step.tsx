'use client'
import { useTranslations } from 'use-intl/react'
import type { NextStepFacts } from '#core/api/one-alert.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { useFacts } from '../_shell/facts.ts'
import { SpelledAhead } from '../_ui/spelled-time.tsx'

/** The names of people and departments, in one line. */
export function useNames(): (people: readonly string[], departments: readonly string[]) => string {
  const { people: known = [], departments: knownDepartments = [] } = useFacts()
  return (people, departments) =>
    [
      ...people.map((id) => known.find((person) => person.id === id)?.name ?? id),
      ...departments.map((id) => knownDepartments.find((each) => each.id === id)?.name ?? id),
    ].join(', ')
}

/** Who is told next if nobody takes it, and when; or that nobody is. */
export function NextStepText({ alert, next }: { alert: AlertRow; next: NextStepFacts | null }) {
  const t = useTranslations('alertHistory')
  const names = useNames()
  if (alert.state === 'resolved') return null
  if (next === null)
    return <p className="text-base text-ink-2">{t(alert.state === 'open' ? 'nothingNext' : 'heldNext')}</p>
  const who = names(next.people, next.departments)
  return (
    <p className="text-base text-ink-2" data-next-step={next.step}>
      {t.rich('next', {
        who: who === '' ? next.as.join(', ') : who,
        left: () => <SpelledAhead at={next.at} className="figure font-medium text-ink" />,
      })}
    </p>
  )
}

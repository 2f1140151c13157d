'use client'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { CauseField, useCause } from './cause-field.tsx'
import { caseOutcomes } from './use-case-options.ts'
import type { WorkItemAction } from './work-item-action.ts'

/** How it ended: one press; its cause may be said before, where it is not known. */
export function ResolveStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('describe')
  const { cause, setCause, said } = useCause(subject)
  const resolve = (outcome: string) => acting.event('case.resolved', subject, { outcome, ...said }).then(done)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="pb-1 text-sm text-ink-2">{t('outcomes')}</legend>
        {caseOutcomes.map((outcome) => (
          <Button
            key={outcome}
            tone={outcome === 'solved' ? 'strong' : 'plain'}
            className="min-h-9"
            disabled={acting.busy}
            onClick={() => resolve(outcome)}
            data-outcome={outcome}
          >
            {t(`outcome.${outcome}`)}
          </Button>
        ))}
      </fieldset>
      <CauseField value={cause} onChange={setCause} />
    </div>
  )
}

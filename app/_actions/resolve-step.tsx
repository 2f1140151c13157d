'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { caseOutcomes, useCaseOptions } from './use-case-options.ts'
import type { WorkItemAction } from './work-item-action.ts'

/** How it ended: one press; its cause may be said before, where it is not known. */
export function ResolveStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('describe')
  const { causes } = useCaseOptions()
  const row = useRow('case', subject)
  const [cause, setCause] = useState(row?.cause ?? '')
  const resolve = (outcome: string) =>
    acting.event('case.resolved', subject, { outcome, ...(cause === '' ? {} : { cause }) }).then(done)
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
      {causes.length > 0 && (
        <SelectField
          label={t('cause')}
          value={cause}
          none={t('unsaid')}
          options={causes}
          onChange={setCause}
        />
      )}
    </div>
  )
}

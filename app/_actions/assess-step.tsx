'use client'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { CauseField, useCause } from './cause-field.tsx'
import { faults } from './use-case-options.ts'
import type { WorkItemAction } from './work-item-action.ts'

/** Where it came from: whose fault it is, in one press, and its cause. */
export function AssessStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('describe')
  const { row, cause, setCause, said } = useCause(subject)
  const assess = (data: Record<string, unknown>) =>
    acting.event('case.assessed', subject, { ...data, ...said }).then(done)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <CauseField value={cause} onChange={setCause} />
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="pb-1 text-sm text-ink-2">{t('faultOf')}</legend>
        {faults.map((fault) => (
          <Button
            key={fault}
            className="min-h-9"
            aria-pressed={row?.fault === fault}
            disabled={acting.busy}
            onClick={() => assess({ fault })}
            data-fault={fault}
          >
            {t(`fault.${fault}`)}
          </Button>
        ))}
        {cause !== '' && cause !== row?.cause && (
          <Button tone="strong" className="min-h-9" disabled={acting.busy} onClick={() => assess({})}>
            {t('saveCause')}
          </Button>
        )}
      </fieldset>
    </div>
  )
}

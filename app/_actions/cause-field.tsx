'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { SelectField } from '../_ui/select-field.tsx'
import { useCaseOptions } from './use-case-options.ts'

/** The cause of a case while its form is open, and what an event says of it: nothing where none is chosen. */
export function useCause(subject: string) {
  const row = useRow('case', subject)
  const [cause, setCause] = useState(row?.cause ?? '')
  return { row, cause, setCause, said: cause === '' ? {} : { cause } }
}

interface CauseFieldProps {
  value: string
  onChange: (cause: string) => void
}

/** One of the site's causes, or none; nothing where the site names no causes. */
export function CauseField({ value, onChange }: CauseFieldProps) {
  const t = useTranslations('describe')
  const { causes } = useCaseOptions()
  if (causes.length === 0) return null
  return (
    <SelectField label={t('cause')} value={value} none={t('unsaid')} options={causes} onChange={onChange} />
  )
}

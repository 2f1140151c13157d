'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { TextField } from '../../_ui/text-field.tsx'
import type { SpecInputProps } from './field-spec.ts'
import { stepsIn, stepsText } from './steps-text.ts'

interface StepsFieldProps extends Omit<SpecInputProps, 'site'> {
  isShare: boolean
}

/** A threshold, or several that follow each other; what is none yet is kept as it stands, and the site's check names it. */
export function StepsField({ label, value, fault, isShare, onChange }: StepsFieldProps) {
  const t = useTranslations('siteFile')
  const [typed, setTyped] = useState<{ text: string; means: unknown } | null>(null)
  // Another figure brings its own steps.
  const shown = typed !== null && typed.means === value ? typed.text : stepsText(value, isShare)
  return (
    <TextField
      label={`${label} (${isShare ? t('sharesHint') : t('stepsHint')})`}
      fault={fault}
      isFigure
      value={shown}
      onChange={(text) => {
        const means = stepsIn(text, isShare)
        setTyped({ text, means })
        onChange(means)
      }}
    />
  )
}

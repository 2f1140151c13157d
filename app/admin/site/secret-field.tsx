'use client'
import { useTranslations } from 'use-intl/react'
import { TextField } from '../../_ui/text-field.tsx'

interface SecretFieldProps {
  label: string
  value: string
  fault: string | null
  onChange: (value: string) => void
}

/** A secret is written, and never shown: a field that is left empty keeps the one that is there. */
export function SecretField({ label, value, fault, onChange }: SecretFieldProps) {
  const t = useTranslations('siteFile')
  return (
    <TextField
      label={label}
      fault={fault}
      type="password"
      autoComplete="new-password"
      maxLength={4_096}
      placeholder={t('secretKept')}
      value={value}
      onChange={onChange}
    />
  )
}

'use client'
import { useTranslations } from 'use-intl/react'
import { TextField } from '../../_ui/text-field.tsx'

/** Why the site is changed, for whoever reads its versions. */
export function WhyField({
  form,
  ...field
}: {
  value: string
  /** The form that Enter sends, where the field stands outside it. */
  form?: string
  onChange: (value: string) => void
}) {
  const t = useTranslations('siteFile')
  return <TextField label={t('why')} {...field} form={form} maxLength={300} />
}

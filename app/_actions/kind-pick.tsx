'use client'
import { useTranslations } from 'use-intl/react'
import { useOpenWord } from '../_format/use-words.ts'
import { SelectField } from '../_ui/select-field.tsx'

interface KindPickProps {
  /** The kinds of sums that the site file limits. */
  kinds: readonly string[]
  kind: string
  onPick: (kind: string) => void
}

/** What the sum is for; asked only where the site limits several kinds of things. */
export function KindPick({ kinds, kind, onPick }: KindPickProps) {
  const t = useTranslations('steps')
  const word = useOpenWord('sumKind')
  if (kinds.length < 2) return null
  return (
    <SelectField
      label={t('sumKind')}
      value={kind}
      options={kinds.map((id) => ({ id, name: word(id) }))}
      onChange={onPick}
    />
  )
}

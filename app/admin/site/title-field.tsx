'use client'
import { FieldGroup } from '../../_ui/field-group.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import type { SpecInputProps } from './field-spec.ts'
import { inLanguages, inOrder, localTextOf, withText } from './local-text.ts'
import { useLanguageLabel } from './use-language-label.ts'

/** What something is called in the languages in which somebody reads it; a language that is left empty shows another. */
export function TitleField({ label, site, value, fault, onChange }: SpecInputProps) {
  const own = site.site.language
  const labelOf = useLanguageLabel(own)
  const words = localTextOf(value)
  return (
    <FieldGroup label={label} fault={fault}>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-3">
        {inOrder(own).map((language) => (
          <TextField
            key={language}
            label={labelOf(language)}
            value={inLanguages(words, own)[language] ?? ''}
            onChange={(text) => onChange(withText(words, own, language, text) || undefined)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

'use client'
import { TextArea } from '../../_ui/text-area.tsx'
import type { SpecInputProps } from './field-spec.ts'
import { inLanguages, inOrder, type LocalText, withText } from './local-text.ts'
import { RowsOf } from './rows-of.tsx'
import { useLanguageLabel } from './use-language-label.ts'

const listOf = (value: unknown) => (Array.isArray(value) ? (value as readonly LocalText[]) : [])

/** Sentences, each in the languages in which somebody reads it; a language that is left empty shows another. */
export function SentencesField({ label, site, value, fault, onChange }: SpecInputProps) {
  const list = listOf(value)
  const own = site.site.language
  const labelOf = useLanguageLabel(own)
  return (
    <RowsOf
      label={label}
      fault={fault}
      count={list.length}
      onAdd={() => onChange([...list, ''])}
      onRemove={(at) => onChange(list.toSpliced(at, 1))}
      row={(at) => (
        <div className="grid gap-2 sm:col-span-2 sm:grid-cols-3">
          {inOrder(own).map((language) => (
            <TextArea
              key={language}
              label={labelOf(language)}
              rows={3}
              maxLength={500}
              value={inLanguages(list[at] ?? '', own)[language] ?? ''}
              onChange={(text) => onChange(list.with(at, withText(list[at] ?? '', own, language, text)))}
            />
          ))}
        </div>
      )}
    />
  )
}

'use client'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type BoardFigure, type BoardPart, usualFigures } from '#core/site/board-figures.ts'
import type { Site } from '#core/site/site-schema.ts'
import { FindField } from '../../_ui/find-field.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { Switch } from '../../_ui/switch.tsx'
import { AdjustedDays } from './adjusted-days.tsx'
import type { FieldSpec } from './sections.ts'
import { WeekHours } from './week-hours.tsx'

interface FieldInputProps {
  spec: FieldSpec
  label: string
  site: Site
  value: unknown
  onChange: (value: unknown) => void
}

const box = 'h-9 w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2.5 text-base text-ink'
const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

interface LineProps {
  label: string
  value: string
  isNumber?: boolean
  onChange: (value: string) => void
}

function Line({ label, value, isNumber = false, onChange }: LineProps) {
  return (
    <label className="grid content-start gap-1 text-sm text-ink-2">
      {label}
      <input
        value={value}
        inputMode={isNumber ? 'decimal' : undefined}
        maxLength={500}
        onChange={({ target }) => onChange(target.value)}
        className={`${box} ${isNumber ? 'figure' : ''}`}
      />
    </label>
  )
}

/** A number as it is being typed: what is no number yet is kept as it stands, and the site's check names it. */
function NumberLine({
  label,
  value,
  scale,
  onChange,
}: Omit<FieldInputProps, 'spec' | 'site'> & { scale: number }) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typeof value === 'number' ? String(Number((value * scale).toFixed(4))) : textOf(value)
  return (
    <Line
      label={label}
      isNumber
      value={typed ?? shown}
      onChange={(text) => {
        setTyped(text)
        const number = Number(text.replace(',', '.'))
        onChange(text.trim() === '' ? undefined : Number.isNaN(number) ? text : number / scale)
      }}
    />
  )
}

interface SeveralProps {
  label: string
  options: readonly { id: string; name: string }[]
  picked: readonly string[]
  onChange: (picked: readonly string[]) => void
}

const FEW = 12

/** Several of a list, in its order of picking; long lists are searched. */
function Several({ label, options, picked, onChange }: SeveralProps) {
  const t = useTranslations('siteFile')
  const id = useId()
  const [find, setFind] = useState('')
  const wanted = find.trim().toLowerCase()
  const chosen = new Set(picked)
  const shown = options.filter(
    (option) => wanted === '' || `${option.name} ${option.id}`.toLowerCase().includes(wanted),
  )
  const inOrder = picked.flatMap((one) => shown.find((option) => option.id === one) ?? [])
  const ordered = [...inOrder, ...shown.filter((option) => !chosen.has(option.id))]
  function earlier(one: string): void {
    const at = picked.indexOf(one)
    onChange(picked.with(at - 1, one).with(at, picked[at - 1]!))
  }
  return (
    <fieldset aria-labelledby={id} className="grid min-w-0 content-start gap-1 sm:col-span-2">
      <legend id={id} className="contents text-sm text-ink-2">
        {label} · {t('picked', { count: picked.length })}
      </legend>
      {options.length > FEW && <FindField label={t('find')} value={find} onChange={setFind} />}
      <div className="grid max-h-56 gap-x-4 overflow-auto rounded-[5px] border border-line-strong bg-raised px-2.5 py-1 sm:grid-cols-2">
        {ordered.slice(0, 200).map((option) => (
          <label key={option.id} className="flex min-h-7 min-w-0 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              checked={chosen.has(option.id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...picked, option.id] : picked.filter((one) => one !== option.id))
              }
            />
            <span className="truncate">{option.name}</span>
            {picked.indexOf(option.id) > 0 && (
              <button
                type="button"
                aria-label={`${t('earlier')} ${option.name}`}
                onClick={() => earlier(option.id)}
                className="ms-auto rounded-[3px] px-1.5 text-ink-3 hover:bg-surface hover:text-ink"
              >
                ↑
              </button>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** One field of an entry, by its kind. */
export function FieldInput({ spec, label, site, value, onChange }: FieldInputProps) {
  const t = useTranslations('siteFile')
  const words = useTranslations('siteFile.word')
  const figure = useTranslations('wall.figure')
  const part = useTranslations('siteFile.part')
  const emptied = (text: string) => onChange(text === '' ? undefined : text)
  switch (spec.kind) {
    case 'text':
      return <Line label={label} value={textOf(value)} onChange={emptied} />
    case 'number':
      return <NumberLine label={label} value={value} scale={1} onChange={onChange} />
    case 'percent':
      return <NumberLine label={label} value={value} scale={100} onChange={onChange} />
    case 'switch':
      return <Switch label={label} on={value === true} onChange={(on) => onChange(on ? true : undefined)} />
    case 'words':
    case 'dates': {
      const separated = (text: string) => text.split(/[\s,，、]+/).filter((part) => part !== '')
      return (
        <Lines
          label={label}
          value={listOf(value)}
          onChange={(text) => onChange(separated(text).length === 0 ? undefined : separated(text))}
        />
      )
    }
    case 'pick':
      return (
        <SelectField
          label={label}
          value={textOf(value)}
          {...(spec.path !== 'role' && { none: t('none') })}
          options={spec.words.map((id) => ({ id, name: words.has(id as never) ? words(id as never) : id }))}
          onChange={emptied}
        />
      )
    case 'choose':
      return (
        <SelectField
          label={label}
          value={textOf(value)}
          none={t('none')}
          options={[...spec.from(site)]}
          onChange={emptied}
        />
      )
    case 'several':
      return <Several label={label} options={spec.from(site)} picked={listOf(value)} onChange={onChange} />
    case 'figures':
      return (
        <Several
          label={label}
          options={spec.words.map((id) => ({ id, name: figure(`${id as BoardFigure}.label`) }))}
          picked={value === undefined ? usualFigures : listOf(value)}
          onChange={(picked) => onChange(picked.length === 0 ? undefined : picked)}
        />
      )
    case 'parts':
      return (
        <Several
          label={label}
          options={spec.words.map((id) => ({ id, name: part(id as BoardPart) }))}
          picked={listOf(value)}
          onChange={(picked) => onChange(picked.length === 0 ? undefined : picked)}
        />
      )
    case 'week':
      return <WeekHours label={label} value={value} onChange={onChange} />
    case 'adjusted':
      return <AdjustedDays label={label} value={value} onChange={onChange} />
    default:
      return spec satisfies never
  }
}

/** A list of words or dates, as one types it: separated by commas, spaces or lines. */
function Lines({
  label,
  value,
  onChange,
}: {
  label: string
  value: readonly string[]
  onChange: (text: string) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className="grid content-start gap-1 text-sm text-ink-2">
      {label}
      <textarea
        rows={2}
        value={typed ?? value.join(', ')}
        onChange={({ target }) => {
          setTyped(target.value)
          onChange(target.value)
        }}
        className="figure w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2.5 py-1.5 text-base text-ink"
      />
    </label>
  )
}

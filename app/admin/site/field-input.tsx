'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import {
  type BoardExtra,
  type BoardMetric,
  type BoardSection,
  usualMetrics,
} from '#core/rows/board-metrics.ts'
import { Fault } from '../../_ui/fault.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { Switch } from '../../_ui/switch.tsx'
import { TextArea } from '../../_ui/text-area.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { AdjustedDays } from './adjusted-days.tsx'
import { DeputiesField } from './deputies-field.tsx'
import type { FieldSpec, SpecInputProps } from './field-spec.ts'
import { LadderField } from './ladder-field.tsx'
import { PictureField } from './picture-field.tsx'
import { ReachField } from './reach-field.tsx'
import { measureKey } from './rule-measures.ts'
import { SecretField } from './secret-field.tsx'
import { SentencesField } from './sentences-field.tsx'
import { Several } from './several.tsx'
import { ShiftsField } from './shifts-field.tsx'
import { StepsField } from './steps-field.tsx'
import { TitleField } from './title-field.tsx'
import { WeekHours } from './week-hours.tsx'

interface FieldInputProps extends SpecInputProps {
  spec: FieldSpec
}

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const listOf = (value: unknown) =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []

/** A number as it is being typed: what is no number yet is kept as it stands, and the site's check names it. */
function NumberLine({
  label,
  value,
  fault,
  scale,
  onChange,
}: Omit<FieldInputProps, 'spec' | 'site'> & { scale: number }) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typeof value === 'number' ? String(Number((value * scale).toFixed(4))) : textOf(value)
  return (
    <TextField
      label={label}
      fault={fault}
      isFigure
      inputMode="decimal"
      value={typed ?? shown}
      onChange={(text) => {
        setTyped(text)
        const number = Number(text.replace(',', '.'))
        onChange(text.trim() === '' ? undefined : Number.isNaN(number) ? text : number / scale)
      }}
    />
  )
}

/** One field of an entry, by its kind. */
export function FieldInput({ spec, ...part }: FieldInputProps) {
  const { label, site, value, fault, onChange } = part
  const t = useTranslations('siteFile')
  const words = useTranslations('siteFile.word')
  const figure = useTranslations('wall.figure')
  const boardPart = useTranslations('siteFile.part')
  const extra = useTranslations('siteFile.extra')
  const when = useTranslations('siteFile.when')
  const measure = useTranslations('siteFile.measure')
  const wordOf = (id: string) => (words.has(id as never) ? words(id as never) : id)
  const orNothing = (picked: readonly string[]) => onChange(picked.length === 0 ? undefined : picked)
  const emptied = (text: string) => onChange(text === '' ? undefined : text)
  switch (spec.kind) {
    case 'text':
      return <TextField label={label} value={textOf(value)} fault={fault} onChange={emptied} />
    case 'number':
      return <NumberLine label={label} value={value} fault={fault} scale={1} onChange={onChange} />
    case 'percent':
      return <NumberLine label={label} value={value} fault={fault} scale={100} onChange={onChange} />
    case 'steps':
      return <StepsField {...{ label, value, fault, onChange }} isShare={spec.isShare === true} />
    case 'measure':
      return (
        <SelectField
          label={label}
          fault={fault}
          value={textOf(value)}
          options={spec.words.map((id) => ({ id, name: measure(measureKey(id) as never) }))}
          onChange={emptied}
        />
      )
    case 'switch':
      return (
        <>
          <Switch label={label} on={value === true} onChange={(on) => onChange(on ? true : undefined)} />
          <Fault text={fault} />
        </>
      )
    case 'words':
    case 'dates':
      return (
        <TextLines
          label={label}
          fault={fault}
          {...(spec.kind === 'dates' && { hint: t('datesHint') })}
          value={listOf(value)}
          onChange={orNothing}
        />
      )
    case 'pick':
      return (
        <SelectField
          label={label}
          fault={fault}
          value={textOf(value)}
          {...(spec.isNeeded !== true && { none: t('none') })}
          options={spec.words.map((id) => ({ id, name: wordOf(id) }))}
          onChange={emptied}
        />
      )
    case 'choose':
      return (
        <SelectField
          label={label}
          fault={fault}
          value={textOf(value)}
          none={t('none')}
          options={spec
            .from(site)
            .map((one) => (spec.isWorded && one.id === one.name ? { ...one, name: wordOf(one.id) } : one))}
          onChange={emptied}
        />
      )
    case 'several':
      return (
        <Several
          label={label}
          fault={fault}
          options={spec.from(site)}
          picked={listOf(value)}
          onChange={spec.isOptional === true ? orNothing : onChange}
        />
      )
    case 'severalWords':
      return (
        <Several
          label={label}
          fault={fault}
          options={spec.words.map((id) => ({ id, name: wordOf(id) }))}
          picked={listOf(value)}
          onChange={orNothing}
        />
      )
    case 'figures':
      return (
        <Several
          label={label}
          fault={fault}
          options={spec.words.map((id) => ({ id, name: figure(`${id as BoardMetric}.label`) }))}
          picked={value === undefined ? usualMetrics : listOf(value)}
          onChange={orNothing}
        />
      )
    case 'parts':
      return (
        <Several
          label={label}
          fault={fault}
          options={spec.words.map((id) => ({ id, name: boardPart(id as BoardSection) }))}
          picked={listOf(value)}
          onChange={orNothing}
        />
      )
    case 'events':
      return (
        <Several
          label={label}
          fault={fault}
          options={spec.words.map((id) => ({ id, name: when(id.replace('.', '_') as never) }))}
          picked={listOf(value)}
          onChange={orNothing}
        />
      )
    case 'extras':
      return (
        <Several
          label={label}
          fault={fault}
          options={spec.words.map((id) => ({ id, name: extra(id as BoardExtra) }))}
          picked={listOf(value)}
          onChange={orNothing}
        />
      )
    case 'week':
      return <WeekHours label={label} value={value} fault={fault} onChange={onChange} />
    case 'adjusted':
      return <AdjustedDays label={label} value={value} fault={fault} onChange={onChange} />
    case 'secret':
      return <SecretField label={label} value={textOf(value)} fault={fault} onChange={emptied} />
    case 'ladder':
      return <LadderField {...part} />
    case 'shifts':
      return <ShiftsField {...part} />
    case 'deputies':
      return <DeputiesField {...part} />
    case 'reach':
      return <ReachField {...part} />
    case 'title':
      return <TitleField {...part} />
    case 'sentences':
      return <SentencesField {...part} />
    case 'picture':
      return <PictureField label={label} value={value} fault={fault} onChange={onChange} />
    default:
      return spec satisfies never
  }
}

/** A list of words or dates, as one types it: separated by commas, spaces or lines. */
function TextLines({
  label,
  hint,
  value,
  fault,
  onChange,
}: {
  label: string
  hint?: string
  value: readonly string[]
  fault: string | null
  onChange: (words: readonly string[]) => void
}) {
  const [typed, setTyped] = useState('')
  // As it was typed, as long as it says what stands there: a day may be pressed in the year's picture, too.
  const isTyped = separated(typed).join() === value.join()
  return (
    <TextArea
      label={label}
      {...(hint !== undefined && { hint })}
      fault={fault}
      rows={2}
      isFigure
      value={isTyped ? typed : value.join(', ')}
      onChange={(text) => {
        setTyped(text)
        onChange(separated(text))
      }}
    />
  )
}

const separated = (text: string) => text.split(/[\s,，、]+/).filter((part) => part !== '')

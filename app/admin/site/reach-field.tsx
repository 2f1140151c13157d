'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { SelectField } from '../../_ui/select-field.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import type { SpecInputProps } from './field-spec.ts'
import { RowsOf } from './rows-of.tsx'

interface Method {
  readonly channel?: string
  readonly target?: string
  readonly address?: string
}

const methodsOf = (value: unknown) => (Array.isArray(value) ? (value as readonly Method[]) : [])

/** How a department, or somebody who set nothing up alone, is notified: by which channel, at which address. */
export function ReachField({ label, site, value, fault, onChange }: SpecInputProps) {
  const t = useTranslations('siteFile')
  /** A way whose channel is yet to be chosen is none, and stays in view. */
  const [methods, setMethods] = useState(() => methodsOf(value))
  const targets = site.alerts.targets.filter(({ kind }) => kind !== 'push')
  function set(next: readonly Method[]): void {
    setMethods(next)
    const chosen = next.filter(({ channel }) => channel !== undefined)
    onChange(chosen.length === 0 ? undefined : chosen)
  }
  /** The first of a kind is meant where none is named. */
  const targetOf = ({ target, channel }: Method) =>
    target ?? targets.find(({ kind }) => kind === channel)?.id ?? ''
  function choose(at: number, id: string): void {
    const { address } = methods[at] ?? {}
    const channel = targets.find((one) => one.id === id)?.kind
    const kept = address === undefined ? {} : { address }
    set(methods.with(at, channel === undefined ? kept : { channel, target: id, ...kept }))
  }
  function write(at: number, text: string): void {
    const { address: _before, ...rest } = methods[at] ?? {}
    set(methods.with(at, text.trim() === '' ? rest : { ...rest, address: text.trim() }))
  }
  return (
    <RowsOf
      label={label}
      fault={fault}
      count={methods.length}
      onAdd={() => set([...methods, {}])}
      onRemove={(at) => set(methods.toSpliced(at, 1))}
      row={(at) => (
        <div className="grid gap-3 sm:col-span-2 sm:grid-cols-2">
          <SelectField
            label={t('reachChannel')}
            value={targetOf(methods[at] ?? {})}
            none={t('none')}
            options={targets.map(({ id }) => ({ id, name: id }))}
            onChange={(id) => choose(at, id)}
          />
          <TextField
            label={t('reachAddress')}
            value={methods[at]?.address ?? ''}
            onChange={(text) => write(at, text)}
          />
        </div>
      )}
    />
  )
}

'use client'
import { useMemo } from 'react'
import type { ReportSubject } from '#core/api/interval-report.ts'
import { useRowParts } from '../_live/use-live.ts'
import type { PickOption } from '../_ui/pick-props.ts'

type Named = { readonly id: string; readonly name: string }
const nameOf = ({ id, name }: Named) => (id === '' ? undefined : name)
const collator = new Intl.Collator()

/** Whom the reader may look at, by name: the live rows of this view hold nobody else. */
export function useSubjectOptions(of: ReportSubject): readonly PickOption[] {
  const names = useRowParts(of === 'site' ? 'queue' : of, nameOf)
  return useMemo(
    () => [...names].map(([id, name]) => ({ id, name })).sort((a, b) => collator.compare(a.name, b.name)),
    [names],
  )
}

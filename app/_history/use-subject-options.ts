'use client'
import { useMemo } from 'react'
import { useRowValues } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import type { SelectOption } from '../_ui/select.tsx'
import type { ViewSubject } from './view.ts'

type Named = { readonly id: string; readonly name: string }
const nameOf = ({ id, name }: Named) => (id === '' ? undefined : name)
const collator = new Intl.Collator()

/** Whom the reader may look at, by name: the live rows of this view hold nobody else. */
export function useSubjectOptions(of: ViewSubject): readonly SelectOption[] {
  const names = useRowValues(of === 'site' || of === 'department' ? 'queue' : of, nameOf)
  const { departments } = useFacts()
  return useMemo(() => {
    const options = of === 'department' ? (departments ?? []) : [...names].map(([id, name]) => ({ id, name }))
    return options.map(({ id, name }) => ({ id, name })).sort((a, b) => collator.compare(a.name, b.name))
  }, [of, names, departments])
}

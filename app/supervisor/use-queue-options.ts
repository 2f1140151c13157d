'use client'
import { useMemo } from 'react'
import type { QueueRow } from '#core/rows/row.ts'
import { useRowValues } from '../_live/use-live.ts'
import type { SelectOption } from '../_ui/select.tsx'

const nameOf = ({ id, name }: QueueRow) => (id === '' ? undefined : name)
const collator = new Intl.Collator()

/** The queues of this view to choose from, by name; another list only when one comes, goes or is named anew. */
export function useQueueOptions(): readonly SelectOption[] {
  const names = useRowValues('queue', nameOf)
  return useMemo(
    () => [...names].map(([id, name]) => ({ id, name })).sort((a, b) => collator.compare(a.name, b.name)),
    [names],
  )
}

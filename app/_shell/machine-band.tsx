'use client'
import { useTranslations } from 'use-intl/react'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useMachineNotes } from '../_live/use-live.ts'
import { StateShape } from '../_ui/status-icon.tsx'

function useNoteWords(): (note: MachineNote) => string {
  const t = useTranslations('machineNote')
  const duration = useDuration()
  return ({ code, ...values }) =>
    t(code, { ...values, ...('seconds' in values && { time: duration(values.seconds) }) })
}

/** Says to those who can see to it what is the matter with the machine that serves this page. */
export function MachineBand() {
  const notes = useMachineNotes()
  const words = useNoteWords()
  if (notes.length === 0) return null
  return (
    <p
      className="flex items-center gap-2 bg-warn px-4 py-1.5 text-base font-medium text-[var(--on-warn)]"
      role="status"
      data-machine
    >
      <StateShape mark="warned" className="!text-current" />
      <span>{notes.map(words).join(' · ')}</span>
    </p>
  )
}

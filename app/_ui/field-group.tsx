'use client'
import { type ReactNode, useId } from 'react'
import { Fault } from './fault.tsx'

interface FieldGroupProps {
  label: ReactNode
  /** What is wrong with it, in a sentence. */
  fault: string | null
  /** How far its rows stand apart. */
  gap?: 'gap-1' | 'gap-2'
  children: ReactNode
}

/** Several controls that are one field: their label is in view, and what is wrong is read out with it. */
export function FieldGroup({ label, fault, gap = 'gap-1', children }: FieldGroupProps) {
  const id = useId()
  return (
    <fieldset
      className={`grid min-w-0 content-start sm:col-span-2 ${gap}`}
      aria-describedby={fault === null ? undefined : id}
    >
      <legend className="pb-1 text-sm text-ink-2">{label}</legend>
      {children}
      <Fault id={id} text={fault} />
    </fieldset>
  )
}

'use client'
import { Field } from '@base-ui/react/field'
import type { ReactNode } from 'react'

/** `bar`: in a bar over a list. */
export type FieldSize = 'bar' | 'small' | 'large'

const box = 'rounded-[5px] border border-line-strong bg-raised font-normal text-ink'
const frames = {
  bar: 'text-sm',
  small: 'gap-1 text-sm text-ink-2',
  large: 'gap-1.5 font-medium',
} as const
/** How what is typed or chosen stands; its height is of one line. */
export const fieldClass = {
  bar: 'h-7 min-w-0 rounded-[5px] border border-line bg-surface px-1.5 text-sm data-[set=true]:border-accent',
  small: `${box} h-9 w-full min-w-0 px-2.5 text-base`,
  large: `${box} h-11 w-full min-w-0 px-3 text-md`,
} as const
export const textAreaClass = `${box} w-full px-2.5 py-2 text-md`

export interface FieldFrameProps {
  label: string
  size?: FieldSize
  /** The label is read out only: a placeholder says it to who sees. */
  bare?: boolean
  /** The label stands before it, on the same line. */
  beside?: boolean
  hint?: string | undefined
  /** What is wrong with it, in a sentence. */
  fault?: string | null
  className?: string
}

/** Parts what a field's frame is told from what its control is. */
export function splitFrame<P extends FieldFrameProps>(
  props: P,
): { frame: FieldFrameProps; control: Omit<P, keyof FieldFrameProps> } {
  const { label, size, bare, beside, hint, fault, className, ...control } = props
  return { frame: { label, size, bare, beside, hint, fault, className }, control }
}

/** A field with its label in view, what it wants, and what is wrong with it. */
export function FieldFrame({
  label,
  size = 'small',
  bare = false,
  beside = false,
  hint,
  fault = null,
  className = '',
  children,
}: FieldFrameProps & { children: ReactNode }) {
  return (
    <Field.Root
      invalid={fault !== null}
      className={`${beside ? 'grid grid-cols-[auto_minmax(0,1fr)] items-center' : 'grid content-start'} min-w-0 ${frames[size]} ${className}`}
    >
      <Field.Label className={bare ? 'sr-only' : 'shrink-0'}>{label}</Field.Label>
      {children}
      {hint !== undefined && (
        <Field.Description className="col-span-full text-sm font-normal text-ink-3">{hint}</Field.Description>
      )}
      {fault !== null && (
        <Field.Error match role="alert" className="col-span-full text-sm text-warn">
          {fault}
        </Field.Error>
      )}
    </Field.Root>
  )
}

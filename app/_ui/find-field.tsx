'use client'
import { Input } from '@base-ui/react/input'
import type { KeyboardEvent } from 'react'
import { fieldClass } from './field.tsx'
import { Icon } from './icons.tsx'

interface FindFieldProps {
  label: string
  value: string
  onChange: (text: string) => void
}

/** What is typed narrows the list at once: Enter must not send the form around it. */
function sendsNothing(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault()
}

/** A field that narrows a list to what has the words that are typed. */
export function FindField({ label, value, onChange }: FindFieldProps) {
  return (
    <span className="relative min-w-0">
      <Icon name="search" className="pointer-events-none absolute inset-y-0 start-1.5 my-auto text-ink-3" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={60}
        onValueChange={onChange}
        onKeyDown={sendsNothing}
        data-set={value !== ''}
        className={`${fieldClass.bar} w-36 max-w-full ps-6 placeholder:text-ink-3`}
      />
    </span>
  )
}

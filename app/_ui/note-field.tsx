'use client'
import { type FormEvent, useState } from 'react'
import { Button } from './button.tsx'
import { TextField } from './text-field.tsx'

interface SayLineProps {
  label: string
  send: string
  busy: boolean
  onSay: (text: string) => Promise<void>
  /** A press opened it: the keys are in it. */
  focused?: boolean
}

/** One thing to say, and the button that says it; Enter does, too. */
export function NoteField({ label, send, busy, onSay, focused = false }: SayLineProps) {
  const [text, setText] = useState('')
  const said = text.trim()
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (said !== '') void onSay(said)
  }
  return (
    <form className="flex flex-wrap items-end gap-1.5" onSubmit={submit}>
      <TextField
        autoFocus={focused}
        label={label}
        value={text}
        onChange={setText}
        className="min-w-48 flex-1"
      />
      <Button type="submit" tone="strong" className="min-h-9" disabled={busy || said === ''}>
        {send}
      </Button>
    </form>
  )
}

'use client'
import { type FormEvent, useState } from 'react'
import { Button } from './button.tsx'

interface SayLineProps {
  label: string
  send: string
  busy: boolean
  onSay: (text: string) => Promise<void>
}

/** One thing to say, and the button that says it; Enter does, too. */
export function NoteField({ label, send, busy, onSay }: SayLineProps) {
  const [text, setText] = useState('')
  const said = text.trim()
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (said !== '') void onSay(said)
  }
  return (
    <form className="flex flex-wrap items-end gap-1.5" onSubmit={submit}>
      <label className="grid min-w-48 flex-1 gap-1 text-sm text-ink-2">
        {label}
        <input
          value={text}
          maxLength={500}
          onChange={(event) => setText(event.target.value)}
          className="h-9 w-full rounded-[5px] border border-line-strong bg-raised px-2.5 text-base text-ink"
        />
      </label>
      <Button type="submit" tone="strong" className="min-h-9" disabled={busy || said === ''}>
        {send}
      </Button>
    </form>
  )
}

'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Field } from '../sign-in/field.tsx'
import { send } from '../sign-in/send.ts'

/** The code that the screen shows, the board that it shall show, and a name by which people find it. */
export function PairForm({ onPaired }: { onPaired: () => void }) {
  const t = useTranslations('screens')
  const { boards = [] } = useFacts()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    setBusy(true)
    const sent = await send('/api/v1/screens/pair', {
      code: form.get('code'),
      board: form.get('board'),
      name: form.get('name'),
    })
    setBusy(false)
    setFault(
      sent.ok
        ? null
        : sent.status === 403
          ? t('notYours')
          : sent.status === 404
            ? t('noCode')
            : t('notPaired'),
    )
    if (!sent.ok) return
    element.reset()
    onPaired()
  }
  return (
    <form className="grid gap-3 pt-3 sm:grid-cols-3" onSubmit={submit}>
      <Field
        label={t('code')}
        name="code"
        required
        maxLength={12}
        autoComplete="off"
        defaultValue={new URLSearchParams(location.search).get('code') ?? ''}
      />
      <label className="grid gap-1.5 font-medium">
        {t('board')}
        <select
          name="board"
          className="h-11 rounded-[5px] border border-line-strong bg-raised px-2 text-md font-normal text-ink"
        >
          {boards.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Field label={t('name')} name="name" required maxLength={100} />
      <div className="flex items-center gap-3 sm:col-span-3">
        <Button type="submit" tone="strong" size="large" disabled={busy}>
          {t('submit')}
        </Button>
        <Fault text={fault} />
      </div>
    </form>
  )
}

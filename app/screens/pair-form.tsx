'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { send } from '../sign-in/send.ts'

/** The code that the screen shows, the board that it shall show, and a name by which people find it. */
export function PairForm({ onPaired }: { onPaired: () => void }) {
  const t = useTranslations('screens')
  const { boards = [] } = useFacts()
  const [board, setBoard] = useState(boards[0]?.id ?? '')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    setBusy(true)
    const sent = await send('/api/v1/screens/pair', {
      code: form.get('code'),
      board,
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
      <TextField
        size="large"
        label={t('code')}
        name="code"
        required
        maxLength={12}
        autoComplete="off"
        defaultValue={new URLSearchParams(location.search).get('code') ?? ''}
      />
      <SelectField size="large" label={t('board')} value={board} options={boards} onChange={setBoard} />
      <TextField size="large" label={t('name')} name="name" required maxLength={100} />
      <div className="flex items-center gap-3 sm:col-span-3">
        <Button type="submit" tone="strong" size="large" disabled={busy}>
          {t('submit')}
        </Button>
        <Fault text={fault} />
      </div>
    </form>
  )
}

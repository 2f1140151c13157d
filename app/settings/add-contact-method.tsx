'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'

interface AddMethodProps {
  kinds: readonly { target: string; channel: string }[]
  added: () => Promise<void>
}

const known = ['bad_address', 'known', 'too_many'] as const

/** An address of my own on one of the site's channels: mail, LINE, an extension. */
export function AddContactMethod({ kinds, added }: AddMethodProps) {
  const t = useTranslations('settings')
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [target, setTarget] = useState(kinds[0]!.target)
  const [refused, setRefused] = useState<string | null>(null)
  const channel = kinds.find((kind) => kind.target === target)?.channel ?? kinds[0]!.channel

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const address = String(new FormData(event.currentTarget).get('address')).trim()
    setBusy(true)
    const sent = await sendJson('/me/ways', { channel, target, address })
    setBusy(false)
    setRefused(sent.ok ? null : t(`refused.${known.find((code) => code === sent.code) ?? 'other'}`))
    if (!sent.ok) return
    setOpen(false)
    await added()
  }
  if (!open)
    return (
      <Button className="mt-3 w-fit" size="large" onClick={() => setOpen(true)} data-act="add">
        {t('add')}
      </Button>
    )
  return (
    <form className="grid gap-3 pt-4" onSubmit={submit}>
      <SelectField
        size="large"
        label={t('kind')}
        value={target}
        options={kinds.map((kind) => ({
          id: kind.target,
          name: `${t(`channel.${kind.channel}` as 'channel.mail')} (${kind.target})`,
        }))}
        onChange={setTarget}
      />
      <TextField
        size="large"
        label={t('address')}
        hint={t(`hint.${channel}` as 'hint.mail')}
        name="address"
        required
        maxLength={254}
        autoComplete="off"
        inputMode={channel === 'phone' ? 'numeric' : channel === 'mail' ? 'email' : 'text'}
      />
      <div className="flex items-center gap-2">
        <Button type="submit" tone="strong" size="large" disabled={busy}>
          {t('save')}
        </Button>
        <Button size="large" onClick={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
      <Fault text={refused} />
    </form>
  )
}

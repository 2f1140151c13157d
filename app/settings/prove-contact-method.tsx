'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../_shell/use-loaded.ts'
import { Fault } from '../_ui/fault.tsx'
import { NoteField } from '../_ui/note-field.tsx'
import type { OwnContactMethod } from './own-contact-methods.ts'

/** A new address counts once the code that was sent there has been typed. */
export function ProveContactMethod({ way, proven }: { way: OwnContactMethod; proven: () => Promise<void> }) {
  const t = useTranslations('settings')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  async function prove(code: string): Promise<void> {
    setBusy(true)
    const sent = await sendJson(`/me/ways/${way.id}/code`, { code })
    setBusy(false)
    setRefused(sent.ok ? null : sent.code === 'wrong_code' ? t('wrongCode') : t('notNow'))
    if (sent.ok) await proven()
  }
  return (
    <div className="grid gap-1.5 border-s-4 border-warn ps-3">
      <p className="text-base text-ink-2">{t('unverified')}</p>
      <NoteField label={t('code')} send={t('prove')} busy={busy} onSay={prove} />
      <Fault text={refused} />
    </div>
  )
}

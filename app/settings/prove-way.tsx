'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../_frame/use-loaded.ts'
import { Fault } from '../_ui/fault.tsx'
import { SayLine } from '../_ui/say-line.tsx'
import type { OwnWay } from './own-ways.ts'

/** A new address counts once the code that was sent there has been typed. */
export function ProveWay({ way, proven }: { way: OwnWay; proven: () => Promise<void> }) {
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
      <p className="text-[0.875rem] text-ink-2">{t('unverified')}</p>
      <SayLine label={t('code')} send={t('prove')} busy={busy} onSay={prove} />
      <Fault text={refused} />
    </div>
  )
}

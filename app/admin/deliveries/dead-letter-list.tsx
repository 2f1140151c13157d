'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'
import type { DeadMessage } from './deliveries.ts'

function DeadEntry({ message, changed }: { message: DeadMessage; changed: () => Promise<void> }) {
  const t = useTranslations('deliveries')
  const channel = useTranslations('settings')
  const fault = useTranslations('fault')
  const format = useFormats()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  async function send(path: string, method: 'POST' | 'DELETE'): Promise<void> {
    setBusy(true)
    const sent = await sendJson(path, {}, method)
    setBusy(false)
    setFailed(!sent.ok)
    await changed()
  }
  const path = `/deliveries/${encodeURIComponent(message.id)}`
  const by = channel(`channel.${message.channel}` as 'channel.mail')
  return (
    <li data-dead={message.id} className="grid gap-1 border-b border-line py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <b>{message.to.name}</b>
        <span className="text-ink-2">
          {by}
          {message.target !== null && ` (${message.target})`} · {t(`kind.${message.kind}` as 'kind.alert')}
        </span>
        <span className="text-sm text-ink-3">{format.dayTime(message.diedAt)}</span>
      </p>
      <p className="text-sm text-breach">
        {t('gaveUp', { count: message.attempts, reason: message.reason })}
      </p>
      <div className="flex items-center gap-1.5">
        <Button disabled={busy} onClick={() => void send(`${path}/resend`, 'POST')} data-act="resend">
          {t('resend')}
        </Button>
        <Button tone="quiet" disabled={busy} onClick={() => void send(path, 'DELETE')}>
          {t('forget')}
        </Button>
        <Fault text={failed ? fault('no_answer') : null} />
      </div>
    </li>
  )
}

/** Messages that were given up: why, and sending them again. */
export function DeadLetterList({
  dead,
  changed,
}: {
  dead: readonly DeadMessage[]
  changed: () => Promise<void>
}) {
  return (
    <ul>
      {dead.map((message) => (
        <DeadEntry key={message.id} message={message} changed={changed} />
      ))}
    </ul>
  )
}

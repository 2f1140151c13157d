'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { TestMessage } from '../_alerts/test-message.tsx'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Switch } from '../_ui/switch.tsx'
import type { OwnContactMethod } from './own-contact-methods.ts'
import { ProveContactMethod } from './prove-contact-method.tsx'

/** One of my ways: on or off, a test message with what became of it, the code of a new address, and taking it away. */
export function ContactMethodRow({ way, changed }: { way: OwnContactMethod; changed: () => Promise<void> }) {
  const t = useTranslations('settings')
  const fault = useTranslations('fault')
  const [failed, setFailed] = useState(false)
  const path = `/me/ways/${way.id}`
  const label = [t(`channel.${way.channel}` as 'channel.mail'), way.address ?? way.name].filter(Boolean)

  async function change(body: object, method: 'POST' | 'DELETE' = 'POST'): Promise<void> {
    const sent = await sendJson(path, body, method)
    setFailed(!sent.ok)
    await changed()
  }
  return (
    <li data-way={way.channel} className="grid gap-2 py-1.5">
      <Switch
        label={label.join(' · ')}
        on={way.enabled}
        disabled={!way.verified}
        onChange={(enabled) => void change({ enabled })}
      />
      {way.dead !== null && (
        <p className="text-sm font-medium text-breach">{t('dead', { reason: way.dead.reason })}</p>
      )}
      {!way.verified && <ProveContactMethod way={way} proven={changed} />}
      <div className="flex flex-wrap items-center gap-1.5">
        <TestMessage path={`/me/ways/${way.id}/test`} label={t(way.verified ? 'test' : 'sendCode')} />
        <Button tone="quiet" onClick={() => void change({}, 'DELETE')} data-act="remove">
          {t('remove')}
        </Button>
      </div>
      <Fault text={failed ? fault('no_answer') : null} />
    </li>
  )
}

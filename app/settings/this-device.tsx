'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import {
  deviceName,
  endPush,
  type PushState,
  pushMethod,
  pushState,
  rememberPushMethod,
  subscribe,
} from '../_shell/push-device.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import type { OwnContactMethod } from './own-contact-methods.ts'

interface ThisDeviceProps {
  push: string | null
  methods: readonly OwnContactMethod[]
  changed: () => Promise<void>
}

/** Whether alerts are pushed to this device also while no page is open. */
export function ThisDevice({ push, methods, changed }: ThisDeviceProps) {
  const t = useTranslations('settings')
  const [state, setState] = useState<PushState>('asking')
  const [failed, setFailed] = useState<'pushFailed' | 'pushUnreachable' | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    void pushState().then(setState)
  }, [])
  const held = methods.find(({ id }) => id === pushMethod()) ?? null
  const on = state === 'on' && held !== null && held.dead === null

  async function turnOn(key: string): Promise<void> {
    setFailed(null)
    setBusy(true)
    const subscribed = await subscribe(key)
    setBusy(false)
    if (subscribed.is !== 'subscribed') {
      setFailed(subscribed.is === 'unreachable' ? 'pushUnreachable' : 'pushFailed')
      setState(await pushState())
      return
    }
    const { endpoint, keys } = subscribed.made
    const sent = await sendJson<{ way: OwnContactMethod }>('/me/push', { endpoint, keys, name: deviceName() })
    if (sent.ok) rememberPushMethod(sent.value.way.id)
    setFailed(sent.ok ? null : 'pushFailed')
    setState(await pushState())
    await changed()
  }
  async function turnOff(): Promise<void> {
    await endPush()
    setState(await pushState())
    await changed()
  }
  if (push === null) return <p className="border-b border-line py-3 text-ink-2">{t('pushNone')}</p>
  return (
    <div
      className="flex flex-wrap items-center gap-3 border-b border-line py-3"
      data-push={on ? 'on' : state}
    >
      <p className="min-w-48 flex-1 text-ink-2">{t(`push.${on ? 'on' : state === 'on' ? 'off' : state}`)}</p>
      {on && <Button onClick={() => void turnOff()}>{t('pushOff')}</Button>}
      {!on && (state === 'off' || state === 'on') && (
        <Button tone="strong" size="large" disabled={busy} onClick={() => void turnOn(push)} data-act="push">
          {t(busy ? 'pushWaiting' : 'pushOn')}
        </Button>
      )}
      <Fault text={failed === null ? null : t(failed)} />
    </div>
  )
}

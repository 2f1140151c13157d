'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../_frame/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import type { OwnWay } from './own-ways.ts'
import { deviceName, type PushState, pushState, subscribe, unsubscribe } from './push-device.ts'

interface ThisDeviceProps {
  push: string | null
  ways: readonly OwnWay[]
  changed: () => Promise<void>
}

/** The way that stands for this device, known by the id that it was given when it subscribed. */
const KEY = 'huiyin.push-way'

/** Whether alerts are pushed to this device also while no page is open. */
export function ThisDevice({ push, ways, changed }: ThisDeviceProps) {
  const t = useTranslations('settings')
  const [state, setState] = useState<PushState>('asking')
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    void pushState().then(setState)
  }, [])
  const held = ways.find(({ id }) => id === localStorage.getItem(KEY)) ?? null
  const on = state === 'on' && held !== null && held.dead === null

  async function turnOn(key: string): Promise<void> {
    const made = await subscribe(key).catch(() => null)
    if (made === null) {
      setFailed(true)
      setState(await pushState())
      return
    }
    const { endpoint, keys } = made
    const sent = await sendJson<{ way: OwnWay }>('/me/push', { endpoint, keys, name: deviceName() })
    if (sent.ok) localStorage.setItem(KEY, sent.value.way.id)
    setFailed(!sent.ok)
    setState(await pushState())
    await changed()
  }
  async function turnOff(): Promise<void> {
    await unsubscribe()
    if (held !== null) await sendJson(`/me/ways/${held.id}`, {}, 'DELETE')
    localStorage.removeItem(KEY)
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
        <Button tone="strong" size="large" onClick={() => void turnOn(push)} data-act="push">
          {t('pushOn')}
        </Button>
      )}
      <Fault text={failed ? t('pushFailed') : null} />
    </div>
  )
}

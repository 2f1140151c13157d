'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { severities } from '#core/alerts/alert-order.ts'
import { askToNotify, notifyState } from '../_browser/notifications.ts'
import { Switch } from '../_ui/switch.tsx'
import { setSoundPreference, useSoundPreference } from './sound-preference.ts'

/** What this device does when its person is told: a sound for each severity, the browser's notification. */
export function SoundControls() {
  const t = useTranslations('ring')
  const preference = useSoundPreference()
  const [denied, setDenied] = useState(false)
  const state = notifyState()
  async function notify(on: boolean): Promise<void> {
    const granted = !on || (await askToNotify()) === 'granted'
    setDenied(!granted)
    if (granted) setSoundPreference({ ...preference, notify: on })
  }
  return (
    <div className="grid gap-1">
      {severities.map((severity) => (
        <Switch
          key={severity}
          label={t(`sound.${severity}`)}
          on={preference.sound[severity]}
          onChange={(on) =>
            setSoundPreference({ ...preference, sound: { ...preference.sound, [severity]: on } })
          }
        />
      ))}
      {state === 'insecure' ? (
        <p className="py-2 text-sm text-ink-2" data-needs-https="notify">
          {t('needsHttps')}
        </p>
      ) : (
        state !== 'unsupported' && (
          <Switch label={t('notify')} on={preference.notify} onChange={(on) => void notify(on)} />
        )
      )}
      {denied && <p className="text-sm font-medium text-warn">{t('denied')}</p>}
    </div>
  )
}

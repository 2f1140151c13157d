'use client'
import { useTranslations } from 'use-intl/react'
import { SoundControls } from '../_alert-sound/sound-controls.tsx'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Panel } from '../_ui/panel.tsx'
import { AddContactMethod } from './add-contact-method.tsx'
import { ContactMethodRow } from './contact-method-row.tsx'
import type { OwnContactMethods } from './own-contact-methods.ts'
import { OwnSessions } from './own-sessions.tsx'
import { QuietHoursForm } from './quiet-hours.tsx'
import { SecondFactorPanel } from './second-factor-panel.tsx'
import { ThisDevice } from './this-device.tsx'

/** My channels, a test message for each, this device, my quiet hours. */
export function SettingsView() {
  const t = useTranslations('settings')
  const part = useLoaded<OwnContactMethods>('/api/v1/me/ways')
  return (
    <LoadedView part={part}>
      {(own) => (
        <div className="mx-auto grid w-full max-w-2xl gap-9 px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          <Panel label={t('ways')} title={t('ways')}>
            <ul data-ways="">
              {own.byFile.map(({ channel, address }) => (
                <li
                  key={`${channel} ${address}`}
                  className="flex min-h-11 flex-wrap items-baseline gap-x-3 border-b border-line py-2.5"
                >
                  <b>{t(`channel.${channel}` as 'channel.mail')}</b>
                  <span className="text-ink-2">{address ?? t('always')}</span>
                  <span className="text-sm text-ink-3">{channel === 'app' ? '' : t('bySite')}</span>
                </li>
              ))}
              {own.ways.map((method) => (
                <ContactMethodRow key={method.id} way={method} changed={part.read} />
              ))}
            </ul>
            {own.pushAlone && (
              <p className="py-2.5 font-medium text-breach" data-push-alone="">
                {t('pushAlone')}
              </p>
            )}
            {own.kinds.length > 0 && <AddContactMethod kinds={own.kinds} added={part.read} />}
          </Panel>
          <Panel label={t('device')} title={t('device')}>
            <ThisDevice push={own.push} methods={own.ways} changed={part.read} />
            <SoundControls />
          </Panel>
          <Panel label={t('quiet')} title={t('quiet')}>
            <QuietHoursForm own={own.quiet} site={own.siteQuiet} changed={part.read} />
          </Panel>
          <Panel label={t('secondFactor')} title={t('secondFactor')}>
            <SecondFactorPanel />
          </Panel>
          <Panel label={t('sessions')} title={t('sessions')}>
            <OwnSessions />
          </Panel>
        </div>
      )}
    </LoadedView>
  )
}

'use client'
import { useTranslations } from 'use-intl/react'
import { LoadedView } from '../_frame/loaded-view.tsx'
import { useLoaded } from '../_frame/use-loaded.ts'
import { RingControls } from '../_ring/ring-controls.tsx'
import { Panel } from '../_ui/panel.tsx'
import { AddWay } from './add-way.tsx'
import { OwnSessions } from './own-sessions.tsx'
import type { OwnWays } from './own-ways.ts'
import { QuietHours } from './quiet-hours.tsx'
import { ThisDevice } from './this-device.tsx'
import { WayEntry } from './way-entry.tsx'

/** My channels, a test message for each, this device, my quiet hours. */
export function SettingsFace() {
  const t = useTranslations('settings')
  const part = useLoaded<OwnWays>('/api/v1/me/ways')
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
                  <span className="text-[0.8125rem] text-ink-3">{channel === 'app' ? '' : t('bySite')}</span>
                </li>
              ))}
              {own.ways.map((way) => (
                <WayEntry key={way.id} way={way} changed={part.read} />
              ))}
            </ul>
            {own.pushAlone && (
              <p className="py-2.5 font-medium text-breach" data-push-alone="">
                {t('pushAlone')}
              </p>
            )}
            {own.kinds.length > 0 && <AddWay kinds={own.kinds} added={part.read} />}
          </Panel>
          <Panel label={t('device')} title={t('device')}>
            <ThisDevice push={own.push} ways={own.ways} changed={part.read} />
            <RingControls />
          </Panel>
          <Panel label={t('quiet')} title={t('quiet')}>
            <QuietHours own={own.quiet} site={own.siteQuiet} changed={part.read} />
          </Panel>
          <Panel label={t('sessions')} title={t('sessions')}>
            <OwnSessions />
          </Panel>
        </div>
      )}
    </LoadedView>
  )
}

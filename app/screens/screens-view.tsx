'use client'
import { useTranslations } from 'use-intl/react'
import { isSecurePage } from '../_browser/secure-page.ts'
import { Blank } from '../_shell/blank.tsx'
import { NoAccess } from '../_shell/no-access.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { FleetTable } from './fleet-table.tsx'
import { PairForm } from './pair-form.tsx'
import { useScreens } from './use-screens.ts'

/** The walls of the house: which are paired, when each was last seen; pairing a new one, and taking one away. */
export function ScreensView() {
  const t = useTranslations('screens')
  const { fleet, fault, refused, readAgain, ask, arrange } = useScreens()
  if (refused) return <NoAccess code="forbidden" />
  if (fleet === null && fault === null) return <Blank />
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-8 px-4 py-6">
      <h1 className="sr-only">{t('title')}</h1>
      <Panel label={t('pair')} title={t('pair')}>
        <PairForm onPaired={readAgain} />
        {!isSecurePage() && (
          <p className="pt-3 text-sm text-ink-2" data-needs-https="awake">
            {t('needsHttps')}
          </p>
        )}
      </Panel>
      <Panel label={t('title')} title={t('title')}>
        <Fault text={fault} />
        {fleet === null ? null : fleet.screens.length === 0 ? (
          <Nothing>{t('none')}</Nothing>
        ) : (
          <FleetTable fleet={fleet} ask={ask} arrange={arrange} />
        )}
      </Panel>
    </div>
  )
}

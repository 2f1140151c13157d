'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl/react'
import { BrandMark } from '../_frame/brand-mark.tsx'
import { useFacts } from '../_frame/facts.ts'
import { Preferences } from '../_frame/preferences.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { FleetTable } from './fleet-table.tsx'
import { PairForm } from './pair-form.tsx'
import { useScreens } from './use-screens.ts'

/** The walls of the house: which are paired, when each was last seen; pairing a new one, and taking one away. */
export function ScreensFace() {
  const t = useTranslations('screens')
  const facts = useFacts()
  const { fleet, fault, readAgain, ask } = useScreens()
  return (
    <>
      <header className="flex min-h-12 items-center gap-4 border-b border-line bg-surface px-4">
        <Link href="/" className="flex items-center gap-2 font-semibold">
          <BrandMark className="size-5" /> {facts.name}
        </Link>
        <div className="ms-auto flex gap-3">
          <Preferences />
        </div>
      </header>
      <main className="mx-auto grid w-full max-w-5xl gap-8 px-4 py-6">
        <Panel label={t('pair')} title={t('pair')}>
          <PairForm onPaired={readAgain} />
        </Panel>
        <Panel label={t('title')} title={t('title')}>
          <Fault text={fault} />
          {fleet === null ? null : fleet.screens.length === 0 ? (
            <Nothing>{t('none')}</Nothing>
          ) : (
            <FleetTable fleet={fleet} ask={ask} />
          )}
        </Panel>
      </main>
    </>
  )
}

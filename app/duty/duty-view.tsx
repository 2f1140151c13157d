'use client'
import { useTranslations } from 'use-intl/react'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import type { Duty } from './duty.ts'
import { RosterSection } from './roster-section.tsx'

const READ_EVERY_MS = 15_000

/** Who is on duty now on each roster, who takes over and when, and standing in for somebody. */
export function DutyView() {
  const t = useTranslations('duty')
  const part = useLoaded<Duty>('/api/v1/duty', READ_EVERY_MS)
  return (
    <LoadedView part={part}>
      {(duty) => (
        <div className="mx-auto grid w-full max-w-3xl gap-9 px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          {duty.rosters.length === 0 && <p className="py-10 text-ink-2">{t('none')}</p>}
          {duty.rosters.map((roster) => (
            <RosterSection key={roster.id} roster={roster} maySwap={duty.maySwap} changed={part.read} />
          ))}
        </div>
      )}
    </LoadedView>
  )
}

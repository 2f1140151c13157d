'use client'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { AlertSound } from '../_alert-sound/alert-sound.tsx'
import { useAccess, useArrived, useLiveness } from '../_live/use-live.ts'
import { DoneNotices } from '../_ui/done-notice.tsx'
import { LateFault } from '../_ui/late-fault.tsx'
import { Blank } from './blank.tsx'
import { MachineBand } from './machine-band.tsx'
import { NoAccess } from './no-access.tsx'
import { StaleBand } from './stale-band.tsx'
import { TopBar } from './top-bar.tsx'

interface ShellProps {
  title: string
  /** On a screen that is wide enough what it shows takes its height, no more: its parts scroll, and the page does not. */
  fills?: boolean
  /** What is shown where the server knows no such thing. */
  otherwise?: ReactNode
  children: ReactNode
}

/** The frame of every page but the wall: who and when on top, doubt beneath it, then what it shows. */
export function Shell({ title, fills = false, otherwise, children }: ShellProps) {
  const t = useTranslations('frame')
  const liveness = useLiveness()
  const access = useAccess()
  const arrived = useArrived()
  const isElsewhere = access.state === 'refused' && access.code === 'not_found' && otherwise !== undefined
  // What is shown otherwise does not come live, and so is not stale.
  const believed = isElsewhere ? 'live' : liveness
  return (
    <Tooltip.Provider>
      <DoneNotices>
        <div
          className={`flex min-h-dvh flex-col ${fills ? 'xl:h-screen xl:h-dvh' : ''}`}
          data-live={believed}
        >
          <a
            href="#content"
            className="sr-only z-50 bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute"
          >
            {t('skip')}
          </a>
          <TopBar />
          <MachineBand />
          <StaleBand liveness={believed} />
          <LateFault />
          <AlertSound title={title} />
          <main id="content" className="flex min-h-0 flex-1 flex-col">
            {access.state === 'open' ? (
              arrived ? (
                children
              ) : (
                <Blank />
              )
            ) : isElsewhere ? (
              otherwise
            ) : (
              <NoAccess code={access.code} />
            )}
          </main>
        </div>
      </DoneNotices>
    </Tooltip.Provider>
  )
}

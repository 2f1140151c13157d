'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import { CaseSteps } from '../_actions/case-steps.tsx'
import { useRow } from '../_live/use-live.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { CaseHead } from './case-head.tsx'
import { ClockBars } from './clock-bars.tsx'
import { IgnoredOpenings } from './ignored-openings.tsx'
import { OtherCases } from './other-cases.tsx'
import { RelatedItems } from './related-items.tsx'
import { Timeline } from './timeline.tsx'
import { useTimeline } from './use-timeline.ts'

const NONE: never[] = []

/** Whoever opens a case that went into another one is led on to that. */
function useLedOn(into: string | null): void {
  const router = useRouter()
  useEffect(() => {
    if (into !== null) router.replace(`/cases/${encodeURIComponent(into)}`)
  }, [into, router])
}

/** One case, to read from the top before calling back, and in the dispute afterwards; a kept one, to be read alone. */
export function CaseView({ id, isKept = false }: { id: string; isKept?: boolean }) {
  const t = useTranslations('case')
  const row = useRow('case', id)
  const loaded = useTimeline(id, row)
  useLedOn(row?.mergedInto ?? null)
  if (row === null) return <Nothing>{t('gone')}</Nothing>
  const events = loaded?.timeline ?? NONE
  return (
    <article className="mx-auto grid w-full max-w-[80rem] gap-x-10 gap-y-6 px-4 py-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid content-start gap-6">
        <CaseHead row={row} events={loaded?.timeline ?? null} />
        {!isKept && (
          <div className="print:hidden">
            <CaseSteps row={row} />
          </div>
        )}
        <Panel label={t('timeline')} title={t('timeline')}>
          {loaded === null ? (
            <Nothing>{t('reading')}</Nothing>
          ) : (
            <Timeline events={events} waitingSince={row.state === 'open' ? row.customerWaitingSince : null} />
          )}
          <IgnoredOpenings events={loaded?.ignored ?? NONE} />
        </Panel>
      </div>
      <aside className="grid content-start gap-6">
        <ClockBars row={row} whys={loaded?.why ?? NONE} events={events} />
        <RelatedItems caseId={id} />
        <OtherCases row={row} others={loaded?.others ?? NONE} isKept={isKept} />
        {loaded?.customerRef != null && (
          <PageLink
            href={`/customers/${loaded.customerRef}`}
            className="font-medium text-accent hover:underline print:hidden"
            data-customer-story=""
          >
            {t('customersStory')}
          </PageLink>
        )}
      </aside>
    </article>
  )
}

'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import { LoadedView } from '../../_shell/loaded-view.tsx'
import { useLoaded } from '../../_shell/use-loaded.ts'
import { Nothing, Panel } from '../../_ui/panel.tsx'
import type { Deliveries } from '../deliveries/deliveries.ts'
import { LaneList } from '../deliveries/lane-list.tsx'
import { EraseCustomer } from './erase-customer.tsx'
import { FeedList } from './feed-list.tsx'
import { FindingList } from './finding-list.tsx'
import type { OperationsAnswer } from './operations.ts'
import { RecountView } from './recount-view.tsx'
import { RunsNow } from './runs-now.tsx'

const READ_EVERY_MS = 20_000

/** Whether all is well with what runs, and where it is not, what to do. */
export function OperationsView() {
  const t = useTranslations('operations')
  const part = useLoaded<OperationsAnswer>(`/api/v1/operations?language=${useLocale()}`, READ_EVERY_MS)
  const lanes = useLoaded<Pick<Deliveries, 'lines'>>('/api/v1/deliveries', READ_EVERY_MS)
  return (
    <LoadedView part={part}>
      {(found) => (
        <div className="mx-auto grid w-full max-w-5xl gap-9 px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          <FindingList found={found} />
          <Panel label={t('feeds')} title={t('feeds')}>
            {found.feeds.length === 0 ? (
              <Nothing>{t('noFeeds')}</Nothing>
            ) : (
              <FeedList feeds={found.feeds} changed={part.read} />
            )}
          </Panel>
          <Panel label={t('recount')} title={t('recount')}>
            {found.recount === null ? (
              <Nothing>{t('noRecount')}</Nothing>
            ) : (
              <RecountView recount={found.recount} />
            )}
          </Panel>
          <Panel label={t('lanes')} title={t('lanes')}>
            {lanes.value === null || lanes.value.lines.length === 0 ? (
              <Nothing>{t('noLanes')}</Nothing>
            ) : (
              <LaneList lanes={lanes.value.lines} />
            )}
          </Panel>
          <Panel label={t('personal')} title={t('personal')}>
            <EraseCustomer />
          </Panel>
          <Panel label={t('runs')} title={t('runs')}>
            <RunsNow found={found} />
          </Panel>
        </div>
      )}
    </LoadedView>
  )
}

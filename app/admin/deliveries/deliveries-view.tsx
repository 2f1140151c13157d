'use client'
import { useTranslations } from 'use-intl/react'
import { LoadedView } from '../../_shell/loaded-view.tsx'
import { useLoaded } from '../../_shell/use-loaded.ts'
import { Nothing, Panel } from '../../_ui/panel.tsx'
import { CalendarGapList } from './calendar-gap-list.tsx'
import { DeadLetterList } from './dead-letter-list.tsx'
import type { Deliveries } from './deliveries.ts'
import { DepartmentLinkList } from './department-link-list.tsx'
import { LaneList } from './lane-list.tsx'
import { UnreachedList } from './unreached-list.tsx'

const READ_EVERY_MS = 10_000

/** Messages that were given up, ways that fail, who cannot be reached, and departments' links. */
export function DeliveriesView() {
  const t = useTranslations('deliveries')
  const calendars = useTranslations('calendarGaps')
  const part = useLoaded<Deliveries>('/api/v1/deliveries', READ_EVERY_MS)
  return (
    <LoadedView part={part}>
      {(found) => (
        <div className="mx-auto grid w-full max-w-4xl gap-9 px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          {found.calendars.length > 0 && (
            <Panel label={calendars('title')} title={calendars('title')}>
              <CalendarGapList gaps={found.calendars} />
            </Panel>
          )}
          <Panel label={t('dead')} title={t('dead')}>
            {found.dead.length === 0 ? (
              <Nothing>{t('noDead')}</Nothing>
            ) : (
              <DeadLetterList dead={found.dead} changed={part.read} />
            )}
          </Panel>
          <Panel label={t('lines')} title={t('lines')}>
            {found.lines.length === 0 ? <Nothing>{t('noLines')}</Nothing> : <LaneList lanes={found.lines} />}
          </Panel>
          <Panel label={t('unreached')} title={t('unreached')}>
            {found.unreached.length + found.nobody.length === 0 ? (
              <Nothing>{t('noUnreached')}</Nothing>
            ) : (
              <UnreachedList found={found} />
            )}
          </Panel>
          <Panel label={t('departments')} title={t('departments')}>
            {found.departments.length === 0 ? (
              <Nothing>{t('noDepartments')}</Nothing>
            ) : (
              <DepartmentLinkList departments={found.departments} changed={part.read} />
            )}
          </Panel>
        </div>
      )}
    </LoadedView>
  )
}

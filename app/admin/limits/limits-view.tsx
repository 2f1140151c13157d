'use client'
import { useTranslations } from 'use-intl/react'
import { LoadedView } from '../../_shell/loaded-view.tsx'
import { useLoaded } from '../../_shell/use-loaded.ts'
import { Nothing, Panel } from '../../_ui/panel.tsx'
import { LimitTable } from './limit-table.tsx'
import { type LimitEntry, type LimitGroup, limitGroups } from './limits.ts'
import { MetTable } from './met-table.tsx'

const READ_EVERY_MS = 10_000

/** What feeds, people and requests may do at most: who met a limit, and how near somebody is to each. */
export function LimitsView() {
  const t = useTranslations('limits')
  const part = useLoaded<{ limits: LimitEntry[] }>('/api/v1/limits', READ_EVERY_MS)
  return (
    <LoadedView part={part}>
      {({ limits }) => (
        <div className="mx-auto grid w-full max-w-5xl gap-9 px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          <Panel label={t('met')} title={t('met')}>
            {limits.every(({ met }) => met.length === 0) ? (
              <Nothing>{t('none')}</Nothing>
            ) : (
              <MetTable limits={limits} />
            )}
          </Panel>
          {(Object.keys(limitGroups) as LimitGroup[]).map((group) => (
            <Panel key={group} label={t(`group.${group}`)} title={t(`group.${group}`)}>
              <LimitTable
                limits={limitGroups[group].flatMap((name) => limits.find((one) => one.name === name) ?? [])}
              />
            </Panel>
          ))}
          <p className="text-sm text-ink-3">{t('where')}</p>
        </div>
      )}
    </LoadedView>
  )
}

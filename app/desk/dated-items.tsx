'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { workItemIcon } from '../_work-items/work-item-icon.ts'
import { itemIcons } from './item-icons.ts'

function Dated({ item }: { item: WorkItem }) {
  const type = useTranslations('type')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const text = item.text ?? `${type(item.type)} ${shownId(item.id)}`
  return (
    <li className="flex items-baseline gap-2.5 border-b border-line py-2" data-dated={item.key}>
      <StateShape mark={workItemIcon[item.state]} className="self-center" />
      <span className="figure w-24 shrink-0 text-end font-semibold">
        {item.dueAt === null ? '–' : format.by(item.dueAt, now)}
      </span>
      <Icon name={itemIcons[item.type]} className="self-center text-ink-3" />
      {item.caseId === null ? (
        <span className="min-w-0 truncate">{text}</span>
      ) : (
        <PageLink
          className="min-w-0 truncate hover:underline"
          href={`/cases/${encodeURIComponent(item.caseId)}`}
        >
          {text}
        </PageLink>
      )}
    </li>
  )
}

/** Own callbacks and promises of the next day, by their time. */
export function DatedItems({ items }: { items: readonly WorkItem[] }) {
  const t = useTranslations('desk')
  return (
    <Panel label={t('dueToday')} title={t('dueToday')}>
      {items.length === 0 ? (
        <Nothing>
          <AllClear>{t('noneToday')}</AllClear>
        </Nothing>
      ) : (
        <ul>
          {items.map((item) => (
            <Dated key={item.key} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { entryIcon } from '../_work-items/entry-icon.ts'
import { shownId } from '../_work-items/shown-id.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { itemIcons } from './item-icons.ts'
import { todaysOf } from './todays-items.ts'

function Dated({ entry }: { entry: WorkItem }) {
  const type = useTranslations('type')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const text = entry.text ?? `${type(entry.type)} ${shownId(entry.id)}`
  return (
    <li className="flex items-baseline gap-2.5 border-b border-line py-2" data-dated={entry.key}>
      <StateShape mark={entryIcon[entry.state]} className="self-center" />
      <span className="figure w-24 shrink-0 text-end font-semibold">
        {entry.dueAt === null ? '–' : format.by(entry.dueAt, now)}
      </span>
      <Icon name={itemIcons[entry.type]} className="self-center text-ink-3" />
      {entry.caseId === null ? (
        <span className="min-w-0 truncate">{text}</span>
      ) : (
        <Link
          className="min-w-0 truncate hover:underline"
          href={`/cases/${encodeURIComponent(entry.caseId)}`}
        >
          {text}
        </Link>
      )}
    </li>
  )
}

interface SignedOutDeskProps {
  entries: readonly WorkItem[]
  /** The way to sign in. */
  children: ReactNode
}

/** The desk of who is not signed in: that nobody reaches them, how to sign in, and what is owed by them nevertheless. */
export function SignedOutDesk({ entries, children }: SignedOutDeskProps) {
  const t = useTranslations('desk')
  const now = useServerNow()() ?? 0
  const { today, overdue } = todaysOf(entries, now)
  return (
    <>
      <section
        aria-label={t('signedOut')}
        data-signed-out=""
        className="grid gap-3 border-s-4 border-accent bg-accent-soft px-4 py-4"
      >
        <h1 className="text-xl font-semibold">{t('signedOut')}</h1>
        <p className="text-ink-2">{t('signedOutText')}</p>
        <p className="font-medium">{t('owedNow', { count: entries.length, overdue })}</p>
        <div>{children}</div>
      </section>
      <Panel label={t('dueToday')} title={t('dueToday')}>
        {today.length === 0 ? (
          <Nothing>
            <AllClear>{t('noneToday')}</AllClear>
          </Nothing>
        ) : (
          <ul>
            {today.map((entry) => (
              <Dated key={entry.key} entry={entry} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}

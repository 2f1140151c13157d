'use client'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { RequestCallback } from '../_actions/request-callback.tsx'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { channelIcon, Icon, type IconName } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import type { StoryItem } from './story-items.ts'

const icons: Record<'case' | 'promise' | 'callback', IconName> = {
  case: 'case',
  promise: 'promise',
  callback: 'callback',
}

interface StorySentence {
  readonly title: string
  readonly parts: readonly (string | null)[]
  readonly case: string | null
}

/** What a line says, by what it is. */
function useStorySentence(): (item: StoryItem) => StorySentence {
  const t = useTranslations('customer')
  const find = useTranslations('find')
  const caseState = useTranslations('caseState')
  const promiseState = useTranslations('promiseState')
  const after = useTranslations('after')
  const kind = useOpenWord('kind')
  const causeTitle = useCauseTitle()
  const nameOf = useNameOfAnyone()
  const format = useFormats()
  const { queues = [] } = useFacts()
  const queueName = (id: string | null) => queues.find((queue) => queue.id === id)?.name ?? id
  const who = (id: string | null) => (id === null ? null : nameOf(id))
  const cause = (id: string | null) => (id === null ? null : causeTitle(id))
  return (item) => {
    switch (item.is) {
      case 'case': {
        const { of } = item
        const title = of.title ?? `${kind(of.kind)} ${shownId(of.id)}`
        const parts = [caseState(of.state), kind(of.kind), shownId(of.id), cause(of.cause), who(of.owner)]
        return { title, parts, case: of.id }
      }
      case 'contact': {
        const { of } = item
        const outcome =
          of.outcome !== null && after.has(of.outcome as never) ? after(of.outcome as never) : null
        const handled = of.answered || of.endedAt === null ? who(of.agent) : find('unanswered')
        return {
          title: find(of.direction),
          parts: [queueName(of.queue), handled, outcome, cause(of.cause)],
          case: of.case,
        }
      }
      case 'promise': {
        const { of } = item
        const due = t('due', { time: format.dayTime(of.dueAt) })
        return { title: of.text, parts: [promiseState(of.state), due, who(of.agent)], case: of.case }
      }
      case 'callback': {
        const { of } = item
        const due = of.dueAt === null || !of.open ? null : t('due', { time: format.dayTime(of.dueAt) })
        const parts = [of.open ? t('open') : t('over'), due, queueName(of.queue), who(of.agent)]
        return { title: t('callback'), parts, case: of.case }
      }
      default:
        return item satisfies never
    }
  }
}

interface StoryRowProps {
  item: StoryItem
  /** What is told was changed here. */
  onChanged: () => void
}

/** One line of a customer's story; it leads to its case, where it has one, and from a contact to a callback. */
export function StoryRow({ item, onChanged }: StoryRowProps) {
  const format = useFormats()
  const { title, parts, case: caseId } = useStorySentence()(item)
  const icon = item.is === 'contact' ? channelIcon(item.of.channel) : icons[item.is]
  return (
    <li
      className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-baseline sm:grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2.5 border-b border-line py-2.5"
      data-story={`${item.is}/${item.of.id}`}
    >
      <Icon name={icon} className={item.open ? 'text-accent' : 'text-ink-3'} />
      <div className="min-w-0">
        {caseId === null ? (
          <p className="font-medium">{title}</p>
        ) : (
          <PageLink href={`/cases/${encodeURIComponent(caseId)}`} className="font-medium hover:underline">
            {title}
          </PageLink>
        )}
        <p className="text-sm text-ink-3">
          {parts.filter((part) => part !== null && part !== '').join(' · ')}
        </p>
      </div>
      <time dateTime={item.at} className="figure text-sm whitespace-nowrap text-ink-2 max-sm:col-start-2">
        {format.date(item.at)} {format.time(item.at)}
      </time>
      {item.is === 'contact' && item.of.callback !== null && (
        <div className="col-span-full col-start-2 mt-1.5">
          <RequestCallback
            contact={{ ...item.of, case: item.of.callback.case }}
            hasNumber={item.of.callback.hasNumber}
            done={onChanged}
          />
        </div>
      )}
    </li>
  )
}

'use client'
import { useTranslations } from 'use-intl/react'
import type { FoundCase, FoundContact, SearchAnswer } from '#core/api/found.ts'
import { readableId, shownId } from '#core/event/readable-id.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import type { CallAbout } from '../_pbx-actions/dial-button.tsx'
import { useFacts, useMe } from '../_shell/facts.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { navLinksFor } from '../_shell/navigation.ts'
import { channelIcon, type IconName } from '../_ui/icons.tsx'
import { caseHeadline } from '../_work-items/case-headline.ts'
import { pagesFound } from './pages-found.ts'

export interface Result {
  readonly key: string
  readonly href: string
  readonly icon: IconName
  readonly title: string
  readonly detail: string
  /** By which the customer can be called. */
  readonly phone?: string | null
  readonly about?: CallAbout
  /** Nothing is to be done about it any more. */
  readonly isOver: boolean
}

export type GroupName = 'customers' | 'cases' | 'contacts' | 'agents' | 'queues' | 'pages'
export interface ResultGroup {
  readonly name: GroupName
  readonly results: readonly Result[]
}

const joined = (parts: readonly (string | null | undefined)[]) =>
  parts.filter((part) => part != null && part !== '').join(' · ')

function useCaseResult(): (found: FoundCase) => Result {
  const state = useTranslations('caseState')
  const kind = useOpenWord('kind')
  const causeTitle = useCauseTitle()
  const nameOf = useNameOfAnyone()
  const format = useFormats()
  return (found) => ({
    key: `case/${found.id}`,
    href: `/cases/${encodeURIComponent(found.id)}`,
    icon: 'case',
    title: caseHeadline(found) ?? `${kind(found.kind)} ${shownId(found.id)}`,
    detail: joined([
      state(found.state),
      shownId(found.id),
      kind(found.kind),
      found.cause === null ? null : causeTitle(found.cause),
      found.owner === null ? null : nameOf(found.owner),
      format.date(found.openedAt),
    ]),
    isOver: found.state === 'resolved',
    ...{ phone: found.phone, about: { case: found.id } },
  })
}

/** A contact leads to its case, else to its customer. */
function useContactResult(): (found: FoundContact) => Result[] {
  const t = useTranslations('find')
  const nameOf = useNameOfAnyone()
  const format = useFormats()
  const { queues = [] } = useFacts()
  const queueName = (id: string | null) => queues.find((queue) => queue.id === id)?.name ?? id
  return (found) => {
    const href =
      found.case !== null
        ? `/cases/${encodeURIComponent(found.case)}`
        : found.ref !== null
          ? `/customers/${found.ref}`
          : null
    if (href === null) return []
    const who = found.agent === null ? t('nobody') : nameOf(found.agent)
    return [
      {
        ...{ key: `contact/${found.id}`, href, icon: channelIcon(found.channel) },
        title: format.dayTime(found.at),
        detail: joined([
          t(found.direction),
          queueName(found.queue),
          found.answered || found.endedAt === null ? who : t('unanswered'),
        ]),
        isOver: found.endedAt !== null,
      },
    ]
  }
}

/** What was found as lines that lead somewhere, in groups; pages of this program by their names. */
export function useResults(found: SearchAnswer | null, typed: string): ResultGroup[] {
  const t = useTranslations('find')
  const nav = useTranslations('nav')
  const agentState = useTranslations('agentState')
  const format = useFormats()
  const me = useMe()
  const facts = useFacts()
  const caseResult = useCaseResult()
  const contactResult = useContactResult()
  const teamName = (id: string | null) => (facts.teams ?? []).find((team) => team.id === id)?.name ?? id
  const links = navLinksFor(me, me?.boards ?? facts.boards ?? [])
  const groups: ResultGroup[] = [
    {
      name: 'customers',
      results: (found?.customers ?? []).map(({ ref, name, phone, lastAt }) => ({
        ...{ key: `customer/${ref}`, href: `/customers/${ref}`, icon: 'person' },
        title: name ?? t('unnamed'),
        phone,
        detail: t('lastAt', { time: format.dayTime(lastAt) }),
        isOver: false,
      })),
    },
    { name: 'cases', results: (found?.cases ?? []).map(caseResult) },
    { name: 'contacts', results: (found?.contacts ?? []).flatMap(contactResult) },
    {
      name: 'agents',
      results: (found?.agents ?? []).map(({ id, name, team, state }) => ({
        ...{ key: `agent/${id}`, href: `/cases?owner=${encodeURIComponent(id)}`, icon: 'agent' },
        ...{ title: name, isOver: false },
        detail: joined([teamName(team), agentState(state as 'available'), t('theirCases')]),
      })),
    },
    {
      name: 'queues',
      results: (found?.queues ?? []).map(({ id, name }) => ({
        ...{ key: `queue/${id}`, href: `/cases?queue=${encodeURIComponent(id)}`, icon: 'queue' },
        ...{ title: name, isOver: false },
        detail: joined([readableId(id) === name ? null : readableId(id), t('itsCases')]),
      })),
    },
    {
      name: 'pages',
      results: pagesFound(links, (key) => nav(key), typed).map(({ key, href, name }) => ({
        ...{ key: `page/${key}`, href, icon: 'link', title: name, detail: t('page'), isOver: false },
      })),
    },
  ]
  return groups.filter(({ results }) => results.length > 0)
}

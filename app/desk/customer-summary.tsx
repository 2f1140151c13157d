'use client'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import type { PastCase, PastContact, PastPromise } from '#core/access/customer-history.ts'
import { shownId } from '#core/event/readable-id.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useRow, useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { useCustomerHistory } from './use-customer-history.ts'

function useCauseTitle(): (cause: string) => string {
  const locale = useLocale()
  const { causes = [] } = useFacts()
  return (cause) => {
    const title = causes.find(({ id }) => id === cause)?.title ?? cause
    return typeof title === 'string' ? title : (title[locale] ?? title.en ?? cause)
  }
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2">
      <dt className="text-ink-3">{label}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-4 gap-y-0.5">{children}</dd>
    </div>
  )
}

function Contacted({ past }: { past: PastContact }) {
  const t = useTranslations('history')
  const after = useTranslations('after')
  const causeTitle = useCauseTitle()
  const format = useFormats()
  const agent = useAgentName(past.agent)
  const { outcome, cause, at } = past
  const said =
    agent === null
      ? t('notAnswered')
      : outcome !== null && after.has(outcome as 'solved')
        ? after(outcome as 'solved')
        : t('noOutcome')
  return (
    <span data-past-contact={past.id}>
      <span className="figure font-medium">{format.dayTime(at)}</span> {said}
      {cause !== null && <> · {causeTitle(cause)}</>}
      {agent !== null && <span className="text-ink-3"> · {agent}</span>}
    </span>
  )
}

function Had({ past }: { past: PastCase }) {
  const kind = useOpenWord('kind')
  const state = useTranslations('caseState')
  const owner = useAgentName(past.owner)
  const causeTitle = useCauseTitle()
  // Only what one may open is a link.
  const isMine = useRow('case', past.id) !== null
  const name = past.title ?? (past.cause === null ? kind(past.kind) : causeTitle(past.cause))
  return (
    <span data-past-case={past.id} className={past.state === 'resolved' ? 'text-ink-3' : ''}>
      {isMine ? (
        <PageLink className="font-medium underline" href={`/cases/${encodeURIComponent(past.id)}`}>
          {name}
        </PageLink>
      ) : (
        <span className="font-medium">{name}</span>
      )}{' '}
      <span className="text-ink-3">
        {shownId(past.id)} {state(past.state)}
        {owner !== null && <> · {owner}</>}
      </span>
    </span>
  )
}

function WasPromised({ past }: { past: PastPromise }) {
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const agent = useAgentName(past.agent)
  return (
    <span data-past-promise={past.id} className={Date.parse(past.dueAt) < now ? 'text-breach' : ''}>
      <span className="figure font-medium">{format.by(past.dueAt, now)}</span> {past.text}
      {agent !== null && <span className="text-ink-3"> · {agent}</span>}
    </span>
  )
}

interface CustomerSummaryProps {
  contact: string
  /** The case that is told of already. */
  except: string | null
}

/** Who is on the line, in three lines: when they came last and how it ended, what else is open, what was promised in it. */
export function CustomerSummary({ contact, except }: CustomerSummaryProps) {
  const t = useTranslations('history')
  const history = useCustomerHistory(contact)
  if (history === null) return null
  const { contacts, count } = history
  const cases = history.cases.filter(({ id }) => id !== except)
  const promises = history.promises.filter(({ case: of }) => of !== except)
  if (contacts.length + cases.length === 0 && except === null)
    return (
      <p className="text-base text-ink-3" data-history="none">
        {t('first')}
      </p>
    )
  return (
    <dl className="grid gap-1 text-base" data-history={count.contacts}>
      {contacts.length > 0 && (
        <Fact label={t('contacts')}>
          {contacts.map((past) => (
            <Contacted key={past.id} past={past} />
          ))}
        </Fact>
      )}
      {cases.length > 0 && (
        <Fact label={t('cases')}>
          {cases.map((past) => (
            <Had key={past.id} past={past} />
          ))}
        </Fact>
      )}
      {promises.length > 0 && (
        <Fact label={t('promises')}>
          {promises.map((past) => (
            <WasPromised key={past.id} past={past} />
          ))}
        </Fact>
      )}
    </dl>
  )
}

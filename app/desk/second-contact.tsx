'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { CaseRow, PromiseRow } from '#core/rows/case-rows.ts'
import type { ContactRow } from '#core/rows/row.ts'
import { useGive } from '../_assign/use-give.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { useRow, useRows, useServerNow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { caseHeadline } from '../_work-items/case-headline.ts'
import { NotAboutThis } from './not-about-this.tsx'

/** What was promised about a case and is not kept yet, the nearest first. */
function useOpenPromises(caseId: string): readonly PromiseRow[] {
  const isOpen = useCallback(
    (row: PromiseRow) => row.case === caseId && (row.state === 'open' || row.state === 'broken'),
    [caseId],
  )
  return useRows('promise', isOpen, byDue)
}
const byDue = (a: PromiseRow, b: PromiseRow) => (a.dueAt < b.dueAt ? -1 : 1)

function Promised({ row }: { row: PromiseRow }) {
  const t = useTranslations('desk')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const time = format.by(row.dueAt, now)
  const isLate = Date.parse(row.dueAt) < now
  return (
    <p className={isLate ? 'font-medium text-breach' : ''} data-promised={row.id}>
      <Icon name="promise" className="me-1.5" />
      {t(isLate ? 'promisedNotKept' : 'promisedFor', { text: row.text, time })}
    </p>
  )
}

/** Whose case it is; a colleague's is taken over by one press. */
function WhoHasIt({ row }: { row: CaseRow }) {
  const t = useTranslations('desk')
  const me = useMe()
  const owner = useAgentName(row.owner)
  const { give, busy } = useGive()
  if (me?.agent == null || row.owner === me.agent)
    return row.owner === null ? null : <p className="text-ink-2">{t('yours')}</p>
  const self = { agent: me.agent, person: me.id, name: me.name, team: me.team }
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{owner === null ? t('nobodyHasIt') : t('hasIt', { name: owner })}</span>
      <Button
        tone="strong"
        disabled={busy}
        onClick={() =>
          void give([{ type: 'case.assigned', subject: row.id }], {
            ...self,
            ...{ queues: [], state: 'available', since: null, open: 0 },
          })
        }
        data-act="take-over"
      >
        <Icon name="handoff" /> {t('takeOver')}
      </Button>
    </p>
  )
}

/**
 * Said while it still rings, to whoever it rings at: this customer comes again, about what, for the how-manieth time,
 * since when they wait, what was promised them and who has it.
 */
export function SecondContact({ contact }: { contact: ContactRow }) {
  const t = useTranslations('desk')
  const kind = useOpenWord('kind')
  const row = useRow('case', contact.case ?? '')
  const promises = useOpenPromises(contact.case ?? '')
  if (contact.case === null || row === null) return null
  const { contacts, customerWaitingSince: since } = row
  return (
    <div className="grid gap-1.5" data-second={row.id}>
      <p className="text-xl leading-snug font-semibold">
        {contacts < 2
          ? kind(row.kind)
          : since === null
            ? t('again', { count: contacts })
            : t.rich('againUnanswered', {
                count: contacts,
                since: () => <SpelledSince at={since} className="text-breach" />,
              })}
      </p>
      <p className="text-lg">
        <PageLink className="font-medium underline" href={`/cases/${encodeURIComponent(row.id)}`}>
          {caseHeadline(row) ?? kind(row.kind)}
        </PageLink>{' '}
        <span className="text-ink-3">
          {kind(row.kind)} {shownId(row.id)}
        </span>{' '}
        {contacts > 1 && <NotAboutThis contact={contact} />}
      </p>
      {promises.map((promise) => (
        <Promised key={promise.id} row={promise} />
      ))}
      <WhoHasIt row={row} />
    </div>
  )
}

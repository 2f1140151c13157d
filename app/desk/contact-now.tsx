'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl/react'
import type { ContactRow } from '#core/row.ts'
import { AskCallback } from '../_actions/ask-callback.tsx'
import { useRow } from '../_live/use-live.ts'
import { NoticeAbout } from '../_notices/notice-about.tsx'
import { channelIcon, Icon } from '../_ui/icons.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { Since } from '../_ui/ticking.tsx'
import { CallbackOnLine } from './callback-on-line.tsx'
import { NotAboutThis } from './not-about-this.tsx'
import { NotReached } from './not-reached.tsx'

/** Said while it still rings: this customer comes again about something we owe. */
function ComesAgain({ contact }: { contact: ContactRow }) {
  const t = useTranslations('desk')
  const row = useRow('case', contact.case ?? '')
  if (contact.case === null) return null
  const href = `/cases/${encodeURIComponent(contact.case)}`
  if (row === null)
    return (
      <p>
        <Link className="font-medium underline" href={href}>
          {t('againAbout', { case: contact.case })}
        </Link>
      </p>
    )
  return (
    <p className="text-[1.0625rem]">
      <Link className="font-semibold underline" href={href}>
        {row.title ?? row.id}
      </Link>{' '}
      {row.contacts < 2
        ? null
        : row.customerWaitingSince === null
          ? t('again', { count: row.contacts })
          : t.rich('againUnanswered', {
              count: row.contacts,
              since: () => <SpelledSince at={row.customerWaitingSince as string} className="font-semibold" />,
            })}{' '}
      {row.contacts > 1 && <NotAboutThis contact={contact} />}
    </p>
  )
}

export function ContactNow({ contact }: { contact: ContactRow }) {
  const t = useTranslations('contactState')
  const queue = useRow('queue', contact.queue ?? '')
  const ringing = contact.state === 'ringing'
  return (
    <section
      data-contact={contact.id}
      role={ringing ? 'status' : undefined}
      className={`grid gap-1.5 border-s-4 px-4 py-3 ${ringing ? 'border-warn bg-warn-soft' : 'border-accent bg-surface'}`}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon name={channelIcon(contact.channel)} className="text-lg" />
        <b className="text-lg">{t(contact.state)}</b>
        <span className="text-ink-2">{contact.name ?? contact.phone ?? contact.customer ?? contact.id}</span>
        {contact.name !== null && contact.phone !== null && (
          <span className="figure text-ink-2">{contact.phone}</span>
        )}
        {queue !== null && <span className="text-ink-3">{queue.name}</span>}
        {(contact.answeredAt ?? contact.queuedAt) !== null && (
          <Since
            at={(contact.answeredAt ?? contact.queuedAt) as string}
            className="narrow ms-auto text-2xl font-semibold"
          />
        )}
      </p>
      <ComesAgain contact={contact} />
      <CallbackOnLine contact={contact} />
      <NotReached contact={contact} />
      {!ringing && <NoticeAbout contact={contact} />}
      {!ringing && <AskCallback contact={contact} />}
    </section>
  )
}

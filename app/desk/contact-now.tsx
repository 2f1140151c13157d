'use client'
import { useTranslations } from 'use-intl/react'
import type { ContactRow } from '#core/rows/row.ts'
import { useRow } from '../_live/use-live.ts'
import { NoticeAbout } from '../_notices/notice-about.tsx'
import { channelIcon, Icon } from '../_ui/icons.tsx'
import { Since } from '../_ui/ticking.tsx'
import { CallbackOnLine } from './callback-on-line.tsx'
import { Caller } from './caller.tsx'
import { ContactSteps } from './contact-steps.tsx'
import { CustomerSummary } from './customer-summary.tsx'
import { NotReached } from './not-reached.tsx'
import { SecondContact } from './second-contact.tsx'

/** Who rings or is on the line: who it is, whether they come again, what is known of them, and what can be done. */
export function ContactNow({ contact }: { contact: ContactRow }) {
  const t = useTranslations('contactState')
  const queue = useRow('queue', contact.queue ?? '')
  const ringing = contact.state === 'ringing'
  const since = contact.answeredAt ?? contact.queuedAt
  return (
    <section
      data-contact={contact.id}
      role={ringing ? 'status' : undefined}
      className={`grid gap-3 border-s-4 px-4 py-3 ${ringing ? 'border-warn bg-warn-soft' : 'border-accent bg-surface'}`}
    >
      <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon name={channelIcon(contact.channel)} className="text-xl" />
        <b className="text-xl">{t(contact.state)}</b>
        <Caller row={contact} className="text-lg" />
        {queue !== null && <span className="text-ink-3">{queue.name}</span>}
        {since !== null && <Since at={since} className="narrow ms-auto text-2xl font-semibold" />}
      </h1>
      <SecondContact contact={contact} />
      <CustomerSummary key={contact.customer ?? contact.id} contact={contact.id} except={contact.case} />
      <CallbackOnLine contact={contact} />
      <NotReached contact={contact.id} />
      {!ringing && <NoticeAbout contact={contact} />}
      {!ringing && <ContactSteps contact={contact} />}
    </section>
  )
}

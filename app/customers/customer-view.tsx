'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CustomerAnswer } from '#core/api/found.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { type StoryItem, storyOf } from './story-items.ts'
import { StoryRow } from './story-row.tsx'

const READ_EVERY_MS = 15_000

interface StoryListProps {
  items: readonly StoryItem[]
  onChanged: () => void
}

function StoryList({ items, onChanged }: StoryListProps) {
  return (
    <ol>
      {items.map((item) => (
        <StoryRow key={`${item.is}/${item.of.id}`} item={item} onChanged={onChanged} />
      ))}
    </ol>
  )
}

function Story({ answer, onChanged }: { answer: CustomerAnswer; onChanged: () => void }) {
  const t = useTranslations('customer')
  const format = useFormats()
  const { customer, archive } = answer
  const { open, over } = useMemo(() => storyOf(answer), [answer])
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-8 px-4 pt-5 pb-16" data-customer={customer.ref}>
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{customer.name ?? t('title')}</h1>
        <p className="flex flex-wrap gap-x-4 text-ink-2">
          {customer.phone !== null && <PhoneNumber phone={customer.phone} />}
          <span>{t('counts', { cases: answer.cases.length, contacts: answer.contacts.length })}</span>
          <span>{t('lastAt', { time: format.date(customer.lastAt) })}</span>
        </p>
        {archive === 'away' && (
          <p role="status" className="mt-2 rounded-[5px] bg-raised px-3 py-2 text-sm text-warn">
            {t('away')}
          </p>
        )}
      </header>
      <Panel label={t('openNow')} title={t('openNow')}>
        {open.length === 0 ? (
          <Nothing>{t('nothingOpen')}</Nothing>
        ) : (
          <StoryList items={open} onChanged={onChanged} />
        )}
      </Panel>
      <Panel label={t('story')} title={t('story')}>
        {over.length === 0 ? (
          <Nothing>{t('nothing')}</Nothing>
        ) : (
          <StoryList items={over} onChanged={onChanged} />
        )}
      </Panel>
    </div>
  )
}

/** What is open of a customer, then all that ever was, newest first. */
export function CustomerView({ customer }: { customer: string }) {
  const path = `/api/v1/customers/${encodeURIComponent(customer)}`
  const part = useLoaded<CustomerAnswer>(path, READ_EVERY_MS)
  return (
    <LoadedView part={part}>
      {(answer) => <Story answer={answer} onChanged={() => void part.read()} />}
    </LoadedView>
  )
}

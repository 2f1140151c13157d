'use client'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import type { Offer } from './timeline-events.ts'

/** What was offered, side by side in its order: how far we went, and what the customer said to each. */
export function Offers({ offers }: { offers: readonly Offer[] }) {
  const t = useTranslations('offer')
  const format = useFormats()
  return (
    <section
      aria-label={t('title')}
      className="flex flex-wrap items-stretch gap-2"
      data-offers={offers.length}
    >
      {offers.map((offer, index) => (
        <Fragment key={`${offer.time}${offer.amount}`}>
          {index > 0 && <Icon name="chevron" className="self-center text-ink-3" />}
          <div
            className={`border-t-4 bg-surface px-3 py-2 ${offer.accepted ? 'border-ok' : 'border-line-strong'}`}
          >
            <p className="figure narrow text-2xl leading-none font-semibold">
              {format.count(offer.amount)} <small className="text-[0.6em] text-ink-2">{offer.currency}</small>
            </p>
            <p className="mt-1 text-sm text-ink-2">
              <StateShape mark={offer.accepted ? 'ok' : 'idle'} />{' '}
              {t(offer.accepted ? 'accepted' : 'refused')}
              <span className="text-ink-3"> · {format.dayTime(offer.time)}</span>
            </p>
          </div>
        </Fragment>
      ))}
    </section>
  )
}

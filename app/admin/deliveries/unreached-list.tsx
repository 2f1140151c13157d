'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { Icon } from '../../_ui/icons.tsx'
import type { Deliveries } from './deliveries.ts'

/** People whom a message may not reach, and words of a ladder behind which nobody stands. */
export function UnreachedList({ found }: { found: Pick<Deliveries, 'unreached' | 'nobody'> }) {
  const t = useTranslations('deliveries')
  const channel = useTranslations('settings')
  const format = useFormats()
  return (
    <ul>
      {found.nobody.map((each, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: one word may have found nobody twice at one instant
          key={`${each.is} ${each.what} ${index}`}
          data-nobody={each.what}
          className="border-b border-line py-2.5"
        >
          <b>{t(`nobody.${each.is}`, { what: each.what, as: each.as ?? '' })}</b>{' '}
          <span className="text-ink-2">
            {each.is === 'step' ? each.reason : t(`nobodyReason.${each.is}`)}
            {each.at !== null && ` · ${format.dayTime(each.at)}`}
          </span>
        </li>
      ))}
      {found.unreached.map((each) => (
        <li key={each.person} data-unreached={each.person} className="border-b border-line py-2.5">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Icon name="person" className="self-center text-ink-3" />
            <b>{each.name}</b>
            {each.screenOnly && <span className="text-ink-2">{t('screenOnly')}</span>}
            {each.pushOnly && <span className="text-ink-2">{t('pushOnly')}</span>}
          </p>
          {each.dead.map((way) => (
            <p key={`${way.channel} ${way.at}`} className="text-sm text-breach">
              {t('deadWay', {
                way: [channel(`channel.${way.channel}` as 'channel.mail'), way.name]
                  .filter(Boolean)
                  .join(' · '),
                time: format.dayTime(way.at),
                reason: way.reason,
              })}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}

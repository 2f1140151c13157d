'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import type { AckPageAlert } from './ack-facts.ts'

const kinds = ['case', 'promise', 'callback', 'handoff', 'approval', 'contact'] as const

/** One alert without its customer: what rule, about what, until when; `now`: the server's time. */
export function AckAlertRow({ alert, now }: { alert: AckPageAlert; now: string }) {
  const span = useTranslations('duration')
  const duration = useDuration()
  const t = useTranslations('linkPage')
  const type = useTranslations('type')
  const locale = useLocale()
  const format = useFormats()
  function left(dueAt: string): string {
    const sec = (Date.parse(dueAt) - Date.parse(now)) / 1_000
    return span(sec >= 0 ? 'ahead' : 'ago', { time: duration(Math.abs(sec)) })
  }
  const slash = alert.subject.indexOf('/')
  const [kind, id] = [alert.subject.slice(0, slash), alert.subject.slice(slash + 1)]
  const named = kinds.find((each) => each === kind)
  const said = named === 'contact' ? '' : shownId(id)
  const own =
    named === undefined ? (alert.place === null ? alert.subject : null) : `${type(named)} ${said}`.trim()
  const mark = alert.state === 'resolved' ? 'ok' : alert.step > 0 ? 'breached' : 'warned'
  return (
    <li className="border-b border-line py-3">
      <p className="flex items-baseline gap-2 text-lg leading-snug font-semibold">
        <StateShape mark={mark} className="self-center" />
        {alert.title[locale] ?? alert.title.en ?? alert.rule}
      </p>
      <p className="mt-0.5 text-ink-2">
        {[alert.place, own].filter((part) => part !== null).join(' · ')}
        {alert.dueAt !== null &&
          ` · ${t('due', { time: format.dayTime(alert.dueAt) })} (${left(alert.dueAt)})`}
      </p>
    </li>
  )
}

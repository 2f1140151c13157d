'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import type { AckPageAlert } from './ack-facts.ts'

const kinds = ['case', 'promise', 'callback', 'handoff', 'approval', 'contact'] as const

/** One alert without its customer: what rule, about what, until when. */
export function AckAlertRow({ alert }: { alert: AckPageAlert }) {
  const t = useTranslations('linkPage')
  const type = useTranslations('type')
  const locale = useLocale()
  const format = useFormats()
  const slash = alert.subject.indexOf('/')
  const [kind, id] = [alert.subject.slice(0, slash), alert.subject.slice(slash + 1)]
  const named = kinds.find((each) => each === kind)
  const mark = alert.state === 'resolved' ? 'ok' : alert.step > 0 ? 'breached' : 'warned'
  return (
    <li className="border-b border-line py-3">
      <p className="flex items-baseline gap-2 text-lg leading-snug font-semibold">
        <StateShape mark={mark} className="self-center" />
        {alert.title[locale] ?? alert.title.en ?? alert.rule}
      </p>
      <p className="mt-0.5 text-ink-2">
        {named === undefined ? alert.subject : `${type(named)} ${id}`}
        {alert.dueAt !== null && ` · ${t('due', { time: format.dayTime(alert.dueAt) })}`}
      </p>
    </li>
  )
}

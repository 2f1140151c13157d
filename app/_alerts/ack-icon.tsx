'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useAgentName } from '../_shell/names.ts'
import { Icon } from '../_ui/icons.tsx'
import type { Ack } from './ack-queue.ts'

/** What became of a press on "I take it" that could not be sent at once. */
export function AckIcon({ ack }: { ack: Ack }) {
  const t = useTranslations('ackMark')
  const format = useFormats()
  const { state } = ack
  const name = useAgentName(state.is === 'taken' ? state.by : null)
  const tone = state.is === 'sent' ? 'text-ok' : state.is === 'waiting' ? 'text-warn' : 'text-ink-2'
  const values = { name: name ?? '', time: state.is === 'sent' ? format.time(state.at) : '' }
  return (
    <p
      role="status"
      data-ack={state.is}
      className={`flex items-center gap-1.5 text-base font-medium ${tone}`}
    >
      <Icon name={state.is === 'sent' ? 'check' : state.is === 'waiting' ? 'clock' : 'alert'} />
      {t(state.is, values)}
      {state.is === 'signed_out' && (
        <a href="/sign-in?next=%2Falerts" className="underline">
          {t('signIn')}
        </a>
      )}
    </p>
  )
}

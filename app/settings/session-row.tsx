'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { deviceName } from '../_shell/push-device.ts'
import { Button } from '../_ui/button.tsx'

/** One of `GET /api/v1/sessions`; instants are RFC 3339. */
export interface ListedSession {
  id: string
  address: string | null
  /** What the browser said that it is. */
  agent: string | null
  since: string
  seen: string
  here: boolean
}

interface SessionEntryProps {
  session: ListedSession
  busy: boolean
  end: () => void
}

/** A device on which I am signed in, since when, and from where. */
export function SessionRow({ session, busy, end }: SessionEntryProps) {
  const t = useTranslations('settings')
  const format = useFormats()
  const { id, address, agent, since, seen, here } = session
  const known = agent === null ? '' : deviceName(agent)
  const name = known === '' ? t('unknownDevice') : known
  const facts = [
    t('signedInAt', { at: format.dayTime(since) }),
    ...(address === null ? [] : [t('fromAddress', { address })]),
    ...(here ? [] : [t('usedAt', { at: format.dayTime(seen) })]),
  ]
  return (
    <li
      data-session={here ? 'here' : id}
      className="flex min-h-14 flex-wrap items-center gap-x-3 border-b border-line py-2"
    >
      <p className="min-w-48 flex-1">
        <b className="font-semibold">{name}</b>
        {here && <span className="ms-2 text-sm font-medium text-ok">{t('thisOne')}</span>}
        <span className="figure block text-sm text-ink-3 wrap-anywhere">{facts.join(' · ')}</span>
      </p>
      {!here && (
        <Button
          disabled={busy}
          onClick={end}
          data-act="end-session"
          aria-label={t('endOneOf', { device: name })}
        >
          {t('endOne')}
        </Button>
      )}
    </li>
  )
}

'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { LinkFrame } from '../_links/link-frame.tsx'
import { LinkRefused } from '../_links/link-refused.tsx'
import { askLink, useLink } from '../_links/use-link.ts'
import { Blank } from '../_shell/blank.tsx'
import { Button, buttonClass } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { AckAlertRow } from './ack-alert-row.tsx'
import type { AckPageFacts } from './ack-facts.ts'

function Outcome({ state }: { state: AckPageFacts['state'] }) {
  const t = useTranslations('linkPage')
  const format = useFormats()
  switch (state.is) {
    case 'open':
      return null
    case 'used':
      return <>{t('used', { time: format.time(state.at) })}</>
    case 'taken':
      return <>{t('taken', { name: state.by ?? '–' })}</>
    case 'resolved':
      return <>{t('resolved')}</>
    default:
      return state satisfies never
  }
}

/** What a message's "take it" opens: what it is, and one button. Opening it takes nothing. */
export function AckView({ token }: { token: string }) {
  const t = useTranslations('linkPage')
  const fault = useTranslations('fault')
  const path = `ack/${encodeURIComponent(token)}`
  const { state, read, show } = useLink<AckPageFacts>(path, null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)

  async function take(): Promise<void> {
    setBusy(true)
    const answer = await askLink<AckPageFacts>(path, {})
    setBusy(false)
    setFailed(!answer.ok && answer.code === 'no_answer')
    if (answer.ok) show(answer.value)
    else if (answer.code !== 'no_answer') void read()
  }

  if (state.is === 'asking') return <Blank />
  return (
    <LinkFrame title={t('title')}>
      {state.is === 'refused' ? (
        <LinkRefused code={state.code} again={read} />
      ) : (
        <div className="grid gap-4" data-ack={state.value.state.is}>
          <h1 className="text-[1.375rem] leading-tight font-semibold">
            {state.value.state.is === 'open' ? t('question') : <Outcome state={state.value.state} />}
          </h1>
          <ul>
            {state.value.alerts.map((alert) => (
              <AckAlertRow key={`${alert.rule} ${alert.subject} ${alert.raisedAt}`} alert={alert} />
            ))}
          </ul>
          {state.value.state.is === 'open' && (
            <Button
              tone="strong"
              className="min-h-16 w-full text-[1.125rem]"
              disabled={busy}
              onClick={take}
              data-act="ack"
            >
              <Icon name="check" /> {t('take', { name: state.value.person ?? '' })}
            </Button>
          )}
          <Fault text={failed ? fault('no_answer') : null} />
          <a href="/alerts" className={`${buttonClass('quiet')} w-fit`}>
            {t('alerts')}
          </a>
        </div>
      )}
    </LinkFrame>
  )
}

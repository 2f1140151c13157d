'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { sendJson, useLoaded } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { byReason, type ShownRefusal } from './operations.ts'

interface Replayed {
  accepted: number
  duplicate: number
  refused: number
}

/** Why a feed's events were refused, what they looked like (masked), and judging them anew after a mending. */
export function RefusedEvents({ feed, changed }: { feed: string; changed: () => Promise<void> }) {
  const t = useTranslations('operations')
  const format = useFormats()
  const part = useLoaded<{ rejected: ShownRefusal[] }>(`/api/v1/rejected?feed=${encodeURIComponent(feed)}`)
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState<Replayed | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const refused = part.value?.rejected ?? []

  async function replay() {
    setBusy(true)
    const sent = await sendJson<Replayed>('/rejected/replay', { feed })
    setBusy(false)
    setFault(sent.ok ? null : t('replayFault'))
    setDone(sent.ok ? sent.value : null)
    await Promise.all([part.read(), changed()])
  }

  if (part.value === null) return null
  return (
    <div className="mt-3 border-s-2 border-line-strong ps-4" data-refused={feed}>
      {refused.length === 0 && <p className="py-1 text-ink-3">{t('noneRefused')}</p>}
      <ul>
        {byReason(refused).map(({ code, message, count, last }) => (
          <li key={`${code} ${message}`} className="py-1.5">
            <p>
              <b className="figure">{format.count(count)} ×</b>{' '}
              <span className="wrap-anywhere">{message}</span>
              <span className="text-sm text-ink-3">
                {' '}
                · {t('lastRefused', { time: format.dayTime(last.at) })}
              </span>
            </p>
            {last.raw !== '' && (
              <pre className="mt-1 overflow-x-auto bg-raised px-2 py-1 text-xs text-ink-2">{last.raw}</pre>
            )}
          </li>
        ))}
      </ul>
      {refused.some(({ mayReplay }) => mayReplay) && (
        <p className="flex flex-wrap items-center gap-3 pt-2">
          <Button disabled={isBusy} onClick={() => void replay()}>
            {t('replay')}
          </Button>
          <span className="text-sm text-ink-3">{t('replayHint')}</span>
        </p>
      )}
      {done !== null && (
        <p role="status" className="pt-2">
          {t('replayed', { ...done })}
        </p>
      )}
      <Fault text={fault} />
    </div>
  )
}

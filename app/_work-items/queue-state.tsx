'use client'
import { useMemo } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { createOpeningText } from '../_format/opening-text.ts'
import { useFormats } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { useTicking } from '../_ui/ticking.tsx'
import { queueStatus } from './queue-status.ts'

/** When a closed queue opens. It runs, because at midnight "Mon 08:00" becomes "08:00". */
function Opening({ at }: { at: string }) {
  const locale = useLocale()
  const { timezone } = useFacts()
  const text = useMemo(() => createOpeningText(locale, timezone), [locale, timezone])
  const node = useTicking(at, text)
  return <time ref={node} dateTime={at} className="figure" />
}

/** The word for how a queue stands, up to when that is known, and for one that is closed when it opens. */
export function QueueState({ row }: { row: QueueRow }) {
  const t = useTranslations('queueState')
  const format = useFormats()
  const state = queueStatus(row)
  const { knownUntil, opensAt } = row
  if (knownUntil !== null) return t('asOf', { time: format.timeSec(knownUntil) })
  if (state !== 'closed' || opensAt === null) return t(state)
  return t.rich('closed', { opens: () => <Opening at={opensAt} /> })
}

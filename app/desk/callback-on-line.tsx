'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CallbackRow } from '#core/rows/case-rows.ts'
import type { ContactRow } from '#core/rows/row.ts'
import { useFormats } from '../_format/use-words.ts'
import { useRows, useServerNow } from '../_live/use-live.ts'
import { useAgentName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

function OpenCallback({ row }: { row: CallbackRow }) {
  const t = useTranslations('callback')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const owner = useAgentName(row.agent)
  const { event, busy, fault } = useAct()
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5" data-on-line={row.id}>
      <span className="min-w-0 flex-1">
        <Icon name="callback" className="me-1.5" />
        <b>{t('onLine')}</b>{' '}
        <span className="text-ink-2">
          {[
            t('askedAt', { time: format.by(row.requestedAt, now) }),
            row.dueAt === null ? null : t('due', { time: format.by(row.dueAt, now) }),
            owner,
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </span>
      </span>
      <Button
        tone="strong"
        disabled={busy}
        onClick={() => event('callback.done', row.id)}
        data-act="callback-done"
      >
        <Icon name="check" /> {t('done')}
      </Button>
      <Fault text={fault} />
    </li>
  )
}

/** Callbacks that the customer of a contact asked for and has not had: whoever has them on the line closes them. */
export function CallbackOnLine({ contact }: { contact: Pick<ContactRow, 'customer' | 'agent'> }) {
  const { customer, agent } = contact
  const keep = useCallback(
    (row: CallbackRow) =>
      customer !== null && row.customer === customer && row.onLineWith.includes(agent ?? ''),
    [customer, agent],
  )
  const rows = useRows('callback', keep)
  if (rows.length === 0) return null
  return (
    <ul className="grid gap-2 border-t border-line pt-2">
      {rows.map((row) => (
        <OpenCallback key={row.id} row={row} />
      ))}
    </ul>
  )
}

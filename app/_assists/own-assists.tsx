'use client'
import { useTranslations } from 'use-intl/react'
import type { AssistRow } from '#core/rows/case-rows.ts'
import { useAllRows } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { useAct } from '../_ui/use-act.ts'
import { AssistStatus } from './assist-status.tsx'

function OwnAssist({ row }: { row: AssistRow }) {
  const t = useTranslations('assist')
  const { event, busy, fault } = useAct()
  return (
    <li
      data-assist={row.id}
      data-state={row.state}
      className={`grid gap-1 border-s-4 ps-3 ${row.state === 'accepted' ? 'border-ok' : 'border-warn'}`}
    >
      <p className="flex flex-wrap items-baseline gap-x-2 font-medium" role="status">
        <Icon name="person" className="self-center" />
        <AssistStatus row={row} />
        <span className="font-normal text-ink-2">
          {t.rich('since', { since: () => <SpelledSince at={row.requestedAt} /> })}
        </span>
        <Button
          disabled={busy}
          className="ms-auto"
          onClick={() => event('assist.ended', row.id)}
          data-step="assist-end"
        >
          {t(row.state === 'accepted' ? 'done' : 'callOff')}
        </Button>
      </p>
      <Fault text={fault} />
    </li>
  )
}

/** My own calls for a lead that are not over: who was told, who is on the way. */
export function OwnAssists() {
  const me = useMe()
  const mine = useAllRows('assist').filter(({ agent, state }) => agent === me?.agent && state !== 'ended')
  if (mine.length === 0) return null
  return (
    <ul className="grid gap-2" data-own-assists="">
      {mine.map((row) => (
        <OwnAssist key={row.id} row={row} />
      ))}
    </ul>
  )
}

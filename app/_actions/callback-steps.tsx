'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CallbackRow } from '#core/rows/case-rows.ts'
import { OwnerPicker } from '../_assign/owner-picker.tsx'
import { useFormats } from '../_format/use-words.ts'
import { useRow, useServerNow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { NoteField } from '../_ui/note-field.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { TimeChips } from './time-chips.tsx'

const misses = ['no_answer', 'busy', 'voicemail'] as const

/** From when on the customer can be called, how often they were tried, and what came of it last. */
function CallbackFacts({ row }: { row: CallbackRow }) {
  const t = useTranslations('callback')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const parts = [
    row.notBefore !== null && Date.parse(row.notBefore) > now
      ? t('notBefore', { time: format.by(row.notBefore, now) })
      : null,
    row.dueAt === null ? null : t('due', { time: format.by(row.dueAt, now) }),
    row.attempts === 0 ? null : t('attempts', { count: row.attempts }),
    row.lastOutcome === null ? null : t(`outcome.${row.lastOutcome as (typeof misses)[number] | 'reached'}`),
  ]
  return <p className="text-sm text-ink-2">{parts.filter((each) => each !== null).join(' · ')}</p>
}

/** We called: reached, which does it, or not, which is an attempt. Another time is agreed, or it is not needed any more. */
export function CallbackSteps({ id }: { id: string }) {
  const t = useTranslations('callback')
  const me = useMe()
  const { event, busy, fault } = useAct()
  const row = useRow('callback', id)
  const owner = useAgentName(row?.agent ?? null)
  const [tray, setTray] = useState<'move' | 'cancel' | null>(null)
  const caller = me?.agent ?? null
  const focus = useKeepFocus('[data-act="move"]', tray === null ? null : () => setTray(null))
  const toggle = (which: 'move' | 'cancel') => setTray(tray === which ? null : which)
  if (row === null) return <Fault text={fault} />
  /** Who called: I did, or where I have no agent's number, who has it. */
  const agent = caller ?? row.agent
  const attempt = (outcome: 'reached' | (typeof misses)[number]) =>
    agent === null ? event('callback.done', id) : event('callback.attempted', id, { agent, outcome })
  async function move(due: string): Promise<void> {
    if (await event('callback.rescheduled', id, { due })) setTray(null)
  }
  return (
    <div className="grid gap-2" data-callback={id} {...focus}>
      <CallbackFacts row={row} />
      <div className="flex flex-wrap items-center gap-1.5">
        <Button tone="strong" disabled={busy} onClick={() => attempt('reached')} data-act="reached">
          <Icon name="phone" /> {t('reached')}
        </Button>
        {agent !== null &&
          misses.map((outcome) => (
            <Button key={outcome} disabled={busy} onClick={() => attempt(outcome)} data-act={outcome}>
              {t(`outcome.${outcome}`)}
            </Button>
          ))}
        <Button aria-expanded={tray === 'move'} onClick={() => toggle('move')} data-act="move">
          <Icon name="clock" /> {t('move')}
        </Button>
        <Button aria-expanded={tray === 'cancel'} onClick={() => toggle('cancel')} data-act="cancel">
          <Icon name="cross" /> {t('cancel')}
        </Button>
        <OwnerPicker
          given={{ type: 'callback.assigned', subject: id }}
          owner={row.agent}
          ownerName={owner}
          queue={row.queue}
          team={me?.team ?? null}
        />
      </div>
      {tray === 'move' && (
        <TimeChips busy={busy} label={t('move')} queue={row.queue} of="callback" onPick={move} />
      )}
      {tray === 'cancel' && (
        <NoteField
          focused
          label={t('why')}
          send={t('cancel')}
          busy={busy}
          onSay={async (reason) => {
            await event('callback.cancelled', id, { reason })
          }}
        />
      )}
      <Fault text={fault} />
    </div>
  )
}

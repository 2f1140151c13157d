'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentRow } from '#core/rows/row.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { hasQueueActs, QueueDialog } from '../_pbx-actions/queue-dialog.tsx'
import { useAwayReasons } from '../_pbx-actions/use-away-reasons.ts'
import { workQueues } from '../_pbx-actions/work-queues.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { useNameOfAnyone, useQueueName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { Since } from '../_ui/ticking.tsx'
import { agentIcon } from '../_work-items/agent-icon.ts'
import { SignOut } from './sign-out.tsx'
import { useOwnActs } from './use-own-acts.ts'

/** Signs the agent in to the queues that they were in last, else to those of their team. */
export function QueueSignIn({ agent }: { agent: string }) {
  const t = useTranslations('desk')
  const pbx = useTranslations('pbx')
  const me = useMe()
  const facts = useFacts()
  const row = useRow('agent', agent)
  const own = useOwnActs(agent)
  const ownQueues = row?.queues.length
    ? row.queues
    : workQueues(facts.queues ?? [], me?.team ?? null, own.isPbx).map(({ id }) => id)
  if (!own.may('sign_in')) return <KeptByPbx />
  return (
    <>
      <Button
        tone="strong"
        size="large"
        disabled={own.busy}
        onClick={() => void own.signIn(ownQueues)}
        data-act="sign-in"
      >
        {own.asked === 'signIn' ? pbx('asked') : t('signIn')}
      </Button>
      <Fault text={own.fault} />
    </>
  )
}

/** Why there is no button: the state is the PBX's, and it takes nothing from here. */
function KeptByPbx() {
  const t = useTranslations('pbx')
  return (
    <p className="text-ink-2" data-kept-by-pbx="">
      {t('keepsState')}
    </p>
  )
}

/** That I am away once this contact is over, and on whose word, where it was not mine. */
function AwayNote({ row, isPbx }: { row: AgentRow; isPbx: boolean }) {
  const t = useTranslations('pbx')
  const reason = useOpenWord('awayReason')
  const nameOf = useNameOfAnyone()
  const me = useMe()
  if (row.away === null) return null
  const { by } = row.away
  const isMine = by !== null && by === me?.id
  const whose = isMine
    ? null
    : by !== null
      ? t('awayBy', { name: nameOf(by) })
      : isPbx
        ? t('awayAtPbx')
        : null
  return (
    <>
      {row.state !== 'away' && (
        <p className="font-medium" data-away-next="">
          {row.away.reason === null ? t('awayNextPlain') : t('awayNext', { reason: reason(row.away.reason) })}
        </p>
      )}
      {whose !== null && (
        <p className="text-ink-2" data-away-by="">
          {whose}
        </p>
      )}
    </>
  )
}

/** Queues whose calls do not reach me while others do, each with its reason and the way back. */
function PausedQueues({ row }: { row: AgentRow }) {
  const t = useTranslations('pbx')
  const word = useOpenWord('awayReason')
  const queueName = useQueueName()
  const own = useOwnActs(row.id)
  if (row.pausedIn.length === 0) return null
  return (
    <>
      <ul className="grid gap-1" data-paused-in="">
        {row.pausedIn.map(({ queue, reason }) => (
          <li key={queue} className="flex items-center justify-between gap-3" data-queue={queue}>
            <span className="font-medium text-warn">
              {reason === null
                ? t('pausedInPlain', { queue: queueName(queue) })
                : t('pausedIn', { queue: queueName(queue), reason: word(reason) })}
            </span>
            {own.isPbx && own.may('unpause') && (
              <Button
                size="large"
                disabled={own.busy}
                onClick={() => void own.unpauseIn(queue)}
                data-act="unpause-queue"
              >
                {own.asked === `unpause ${queue}` ? t('asked') : t('unpause')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Fault text={own.fault} />
    </>
  )
}

/** Into other queues, out of some, and paused in one. */
function OwnQueues({ row }: { row: AgentRow }) {
  const t = useTranslations('pbx')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button tone="quiet" size="large" onClick={() => setOpen(true)} data-act="queues">
        {t('queues')}
      </Button>
      <QueueDialog row={row} open={open} onOpenChange={setOpen} />
    </>
  )
}

function StateButtons({ agent, row }: { agent: string; row: AgentRow }) {
  const state = useTranslations('agentState')
  const t = useTranslations('pbx')
  const reasons = useAwayReasons()
  const own = useOwnActs(agent)
  if (!own.may('pause') && !own.may('sign_out')) return <KeptByPbx />
  const isAway = row.state === 'away' || row.away !== null
  const hasQueues = own.isPbx && hasQueueActs(row)
  const isOpen = row.state === 'available' && !isAway && row.pausedIn.length === 0
  return (
    <>
      <div className="flex flex-wrap gap-1.5" data-asked={own.asked ?? undefined}>
        {own.may('unpause') && (
          <Button
            tone={isAway ? 'strong' : 'plain'}
            size="large"
            disabled={own.busy || isOpen}
            onClick={() => void own.available()}
            data-act="available"
          >
            {own.asked === 'available' ? t('asked') : state('available')}
          </Button>
        )}
        {own.may('pause') && (
          <Choose
            trigger={
              <Button size="large" disabled={own.busy} data-act="away">
                {own.asked === 'away' ? t('asked') : state('away')}
              </Button>
            }
            choices={reasons.map(({ id, name }) => ({
              key: id,
              label: name,
              choose: () => void own.away(id),
            }))}
          />
        )}
        {!hasQueues && own.may('sign_out') && <SignOut agent={agent} busy={own.busy} />}
      </div>
      {hasQueues && (
        <div className="-ms-4 flex flex-wrap">
          <OwnQueues row={row} />
          {own.may('sign_out') && <SignOut agent={agent} busy={own.busy} />}
        </div>
      )}
      <Fault text={own.fault} />
    </>
  )
}

/** My own state, since when, and the way into another one. */
export function OwnState() {
  const t = useTranslations('desk')
  const state = useTranslations('agentState')
  const reason = useOpenWord('awayReason')
  const me = useMe()
  const agent = me?.agent ?? ''
  const row = useRow('agent', agent)
  const now = row?.state ?? 'offline'
  return (
    <section aria-label={t('ownState')} data-own-state={now} className="grid gap-3">
      <div className="flex items-baseline gap-2">
        <StateShape mark={agentIcon[now]} className="!size-4 self-center" />
        <p className="text-xl font-semibold">{state(now)}</p>
        {row?.reason != null && <p className="text-ink-2">{reason(row.reason)}</p>}
        {row?.since != null && <Since at={row.since} className="ms-auto text-xl text-ink-2" />}
      </div>
      {row != null && <AwayNote row={row} isPbx={row.acts !== null} />}
      {row != null && now !== 'offline' && <PausedQueues row={row} />}
      {row != null && now !== 'offline' && <StateButtons agent={agent} row={row} />}
    </section>
  )
}

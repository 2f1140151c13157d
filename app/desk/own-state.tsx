'use client'
import { useTranslations } from 'use-intl/react'
import { useOpenWord } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { Since } from '../_ui/ticking.tsx'
import { useAct } from '../_ui/use-act.ts'
import { agentIcon } from '../_work-items/agent-icon.ts'
import { SignOut } from './sign-out.tsx'

const reasons = ['break', 'meal', 'training', 'meeting'] as const

/** Signs the agent in to the queues that they were in last, else to those of their team. */
export function QueueSignIn({ agent }: { agent: string }) {
  const t = useTranslations('desk')
  const me = useMe()
  const facts = useFacts()
  const row = useRow('agent', agent)
  const { event, busy, fault } = useAct()
  const ownQueues = row?.queues.length
    ? row.queues
    : (facts.queues ?? []).filter(({ team }) => team === me?.team).map(({ id }) => id)
  return (
    <>
      <Button
        tone="strong"
        size="large"
        disabled={busy}
        onClick={() => event('agent.signed_in', agent, { queues: ownQueues })}
        data-act="sign-in"
      >
        {t('signIn')}
      </Button>
      <Fault text={fault} />
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
  const { event, busy, fault } = useAct()
  const now = row?.state ?? 'offline'
  return (
    <section aria-label={t('ownState')} data-own-state={now} className="grid gap-3">
      <div className="flex items-baseline gap-2">
        <StateShape mark={agentIcon[now]} className="!size-4 self-center" />
        <p className="text-xl font-semibold">{state(now)}</p>
        {row?.reason != null && <p className="text-ink-2">{reason(row.reason)}</p>}
        {row?.since != null && <Since at={row.since} className="ms-auto text-xl text-ink-2" />}
      </div>
      <div className="flex flex-wrap gap-1.5">
        {now !== 'offline' && (
          <>
            <Button
              tone={now === 'away' ? 'strong' : 'plain'}
              size="large"
              disabled={busy || now === 'available'}
              onClick={() => event('agent.available', agent)}
            >
              {state('available')}
            </Button>
            <Choose
              trigger={
                <Button size="large" disabled={busy}>
                  {state('away')}
                </Button>
              }
              choices={reasons.map((each) => ({
                key: each,
                label: reason(each),
                choose: () => void event('agent.away', agent, { reason: each }),
              }))}
            />
            <SignOut agent={agent} busy={busy} />
          </>
        )}
      </div>
      <Fault text={fault} />
    </section>
  )
}

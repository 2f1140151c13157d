'use client'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type AlertGroup, alertsIn } from '#core/alerts/alert-group.ts'
import type { Conversation } from '#core/alerts/conversation.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { ActButtons } from './act-buttons.tsx'
import { alertEdge, alertStatus, useAlertTitle } from './alert-title.tsx'
import { GroupList } from './group-list.tsx'
import { isWhole } from './outcome.ts'
import { useActSummary, useLateActSummary } from './use-act-summary.ts'
import { type Deed, useAlertActs } from './use-alert-acts.ts'

interface GroupCardProps {
  group: AlertGroup
  gone: boolean
  open: boolean
  onOpen: (open: boolean) => void
  size: 'small' | 'large'
}

/** What an act on the whole card is about: who has it keeps it, unless it was chosen by hand. */
function subjectOf(deed: Deed['is'], group: AlertGroup, me: string | undefined): Conversation[] {
  return group.conversations.filter(
    ({ worst }) => worst.state === 'open' || (deed !== 'take' && worst.ackedBy === me),
  )
}

/** Many alerts of one kind: how many, since when, whose; all of them, or those chosen, taken, put off or given away at once. */
export function GroupCard({ group, gone, open, onOpen, size }: GroupCardProps) {
  const t = useTranslations('alertGroup')
  const titleOf = useAlertTitle()
  const me = useMe()?.id
  const { teams = [] } = useFacts()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const summary = useActSummary()
  const { act, busy, done } = useAlertActs({ summary, onLate: useLateActSummary() })
  const list = useId()
  const { worst } = group.conversations[0]!
  const mark = alertStatus(worst)
  const team = teams.find(({ id }) => id === group.team)
  const picked = open ? group.conversations.filter(({ key }) => chosen.has(key)) : []

  async function actOn(deed: Deed): Promise<void> {
    const about = picked.length > 0 ? picked : subjectOf(deed.is, group, me)
    const isLeft = ({ state, ackedBy }: AlertRow) => picked.length > 0 || state !== 'acked' || ackedBy === me
    await act(
      deed,
      about.map((each) => alertsIn([each]).filter(isLeft)),
    )
    setChosen(new Set())
  }

  function choose(key: string, on: boolean): void {
    const next = new Set(chosen)
    if (on) next.add(key)
    else next.delete(key)
    setChosen(next)
  }

  return (
    <div
      data-gone={gone}
      data-kind={group.rule}
      className={`grid gap-2 border-s-4 border-b border-b-line ps-3.5 data-[gone=true]:opacity-40 ${size === 'large' ? 'py-4' : 'py-2'} ${alertEdge(mark)}`}
    >
      <div data-group={group.key} className="grid gap-2">
        <div>
          <h2 className={size === 'large' ? 'text-lg' : ''}>
            <button
              type="button"
              aria-expanded={open}
              aria-controls={list}
              onClick={() => onOpen(!open)}
              className="flex w-full items-baseline gap-2 text-start leading-snug font-semibold hover:underline"
              data-line=""
            >
              <StateShape mark={mark} className="self-center" />
              <span className="min-w-0 break-words">{titleOf(worst)}</span>
              <span className="figure text-ink-2">{group.conversations.length}</span>
              <Icon name={open ? 'down' : 'chevron'} className="ms-auto self-center text-ink-3" />
            </button>
          </h2>
          <p className="mt-0.5 text-base text-ink-2">
            {t('untaken', { open: group.open })}
            {' · '}
            {t.rich(group.overdueSince === null ? 'oldest' : 'overdue', {
              since: () => (
                <SpelledSince
                  at={group.overdueSince ?? group.oldestAt}
                  className="figure font-medium text-ink"
                />
              ),
            })}
            {team !== undefined && ` · ${team.name}`}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          <ActButtons
            onAct={(deed) => void actOn(deed)}
            size={size}
            busy={busy}
            take={
              picked.length > 0
                ? t('takeSome', { count: picked.length })
                : t('takeAll', { count: group.open })
            }
            taken={picked.length === 0 && group.open === 0}
            idle={gone || (picked.length === 0 && subjectOf('assign', group, me).length === 0)}
            alert={worst}
          />
          {picked.length > 0 && (
            <Button tone="quiet" size={size} onClick={() => setChosen(new Set())}>
              {t('none')}
            </Button>
          )}
        </div>
        {done !== null && !isWhole(done.outcome) && (
          <p role="status" data-said={done.deed.is} className="text-base font-medium text-ink">
            {summary(done)}
          </p>
        )}
      </div>
      {open && (
        <GroupList
          id={list}
          conversations={group.conversations}
          chosen={chosen}
          onChoose={choose}
          size={size}
        />
      )}
    </div>
  )
}

'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import { shownId } from '#core/event/readable-id.ts'
import type { OutcomeRow } from '#core/rows/row.ts'
import { AssignPicker } from '../_assign/assign-picker.tsx'
import { givenOfAll } from '../_assign/given.ts'
import { useAssignees } from '../_assign/use-assignees.ts'
import { useGive } from '../_assign/use-give.ts'
import { useFormats, useRuleTitle } from '../_format/use-words.ts'
import { useRow, useServerNow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Since, Until } from '../_ui/ticking.tsx'
import { useRules } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { Caller } from './caller.tsx'
import { dueUntil, nextShiftAt, passedOn, successor } from './handover.ts'
import { useOutcomesAsked } from './outcome-queue.tsx'
import { useOwnActs } from './use-own-acts.ts'
import { useOwnWorkItems } from './use-own-work-items.ts'

/** Who is proposed to take it over: somebody of my team who is here, a lead before others. */
function useSuccessor(): { proposed: Assignee | null; isRead: boolean } {
  const me = useMe()
  const { people = [] } = useFacts()
  const { all, isFaulty, read } = useAssignees()
  useEffect(read, [read])
  const leads = new Set(
    people.flatMap(({ role, agent }) => (role === 'lead' && agent !== null ? [agent] : [])),
  )
  const own = { agent: me?.agent ?? null, team: me?.team ?? null }
  return { proposed: successor(all ?? [], own, leads), isRead: all !== null || isFaulty }
}

function OpenHandoff({ item }: { item: WorkItem }) {
  const type = useTranslations('type')
  const title = useRuleTitle()
  const rules = useRules()
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-baseline gap-x-3 border-b border-line py-1.5">
      <span className="figure text-end font-semibold">
        {item.dueAt === null ? '–' : <Until at={item.dueAt} />}
      </span>
      <span className="truncate">
        {item.text ?? `${type(item.type)} ${shownId(item.id)}`}
        {item.rule !== null && (
          <span className="text-ink-3"> · {title(rules.get(item.rule), item.rule)}</span>
        )}
      </span>
    </li>
  )
}

/** Contacts of which nobody said how they ended: said now, or they are unclassified from here on. */
function Unsaid({ asked }: { asked: readonly OutcomeRow[] }) {
  const t = useTranslations('handover')
  if (asked.length === 0) return null
  return (
    <div className="grid gap-2" data-unsaid={asked.length}>
      <p className="text-ink-2">{t('unsaid', { count: asked.length })}</p>
      <ul className="max-h-40 overflow-y-auto">
        {asked.map((one) => (
          <li key={one.id} className="flex gap-3 border-b border-line py-1.5">
            <Caller row={one} about={{ contact: one.id }} />
            <span className="ms-auto text-ink-3">
              <Since at={one.endedAt} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Handover({
  open: owed,
  asked,
  until,
  leave,
  leaveFault,
}: {
  open: readonly WorkItem[]
  asked: readonly OutcomeRow[]
  until: number
  leave: () => Promise<void>
  /** Why the signing out itself was not taken. */
  leaveFault: string | null
}) {
  const t = useTranslations('handover')
  const format = useFormats()
  const { give, busy } = useGive()
  const [fault, setFault] = useState<string | null>(null)
  const me = useMe()
  const { proposed, isRead } = useSuccessor()
  const [chosen, choose] = useState<Assignee | null>(null)
  const to = chosen ?? proposed
  const going = passedOn(owed)
  const kept = owed.length - going.length
  async function passOn(one: Assignee): Promise<void> {
    setFault(null)
    if (await give(givenOfAll(going), one, setFault)) await leave()
  }
  return (
    <>
      <Unsaid asked={asked} />
      {owed.length > 0 && (
        <p className="text-ink-2">{t('text', { count: owed.length, time: format.dayTime(until) })}</p>
      )}
      <ul className="max-h-72 overflow-y-auto">
        {owed.map((item) => (
          <OpenHandoff key={item.key} item={item} />
        ))}
      </ul>
      {kept > 0 && <p className="text-ink-2">{t('stays', { count: kept })}</p>}
      {going.length > 0 && isRead && to === null && <p className="text-warn">{t('nobodyHere')}</p>}
      <div className="flex flex-wrap items-center gap-1.5">
        {going.length > 0 && to?.agent != null && (
          <Button
            tone="strong"
            size="large"
            disabled={busy}
            onClick={() => passOn(to)}
            data-handover={to.agent}
          >
            {t(to.state === 'offline' ? 'passOnOut' : 'passOn', { name: to.name })}
          </Button>
        )}
        {going.length > 0 && (
          <AssignPicker
            as="agent"
            label={t('whom')}
            team={me?.team ?? null}
            owner={me?.agent ?? null}
            onPick={choose}
            trigger={
              <Button size="large" disabled={busy} data-handover="whom">
                {t('whom')}
              </Button>
            }
          />
        )}
        <Button size="large" disabled={busy} onClick={leave} data-handover="keep">
          {t(owed.length > 0 ? 'keep' : 'leaveUnsaid')}
        </Button>
        <Dialog.Close render={<Button tone="quiet" size="large" />}>{t('stay')}</Dialog.Close>
      </div>
      <Fault text={fault ?? leaveFault} />
    </>
  )
}

/** Signing out of the queues. What I owe before I am here again is shown first, and handed over in one tap. */
export function SignOut({ agent, busy }: { agent: string; busy: boolean }) {
  const t = useTranslations('handover')
  const desk = useTranslations('desk')
  const pbx = useTranslations('pbx')
  const row = useRow('agent', agent)
  const own = useOwnWorkItems()
  const asked = useOutcomesAsked()
  const serverNow = useServerNow()
  const leaving = useOwnActs(agent)
  const [open, setOpen] = useState(false)
  const until = nextShiftAt(row?.shift ?? null, serverNow() ?? 0)
  const owed = dueUntil(own, until)
  async function leave(): Promise<void> {
    if (await leaving.signOut()) setOpen(false)
  }
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Button
        tone="quiet"
        size="large"
        disabled={busy || leaving.busy}
        onClick={() => (owed.length + asked.length === 0 ? void leave() : setOpen(true))}
        data-act="sign-out"
      >
        {leaving.asked === 'signOut' ? pbx('asked') : desk('signOff')}
      </Button>
      <Fault text={open ? null : leaving.fault} />
      <DialogFrame title={t('title')} width="36rem">
        <Handover open={owed} asked={asked} until={until} leave={leave} leaveFault={leaving.fault} />
      </DialogFrame>
    </Dialog.Root>
  )
}

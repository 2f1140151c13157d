'use client'
import { useTranslations } from 'use-intl/react'
import { NewCase } from '../_actions/new-case.tsx'
import { useRow } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { useMe } from '../_shell/facts.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { AskedFor } from './asked-for.tsx'
import { DeskAssist } from './desk-assist.tsx'
import { DeskList } from './desk-list.tsx'
import { GivenToMe } from './given-to-me.tsx'
import { NextWorkItem } from './next-work-item.tsx'
import { NothingNext } from './nothing-next.tsx'
import { OutcomeQueue } from './outcome-queue.tsx'
import { OwnContacts, useContactsAtMe } from './own-contacts.tsx'
import { OwnState, QueueSignIn } from './own-state.tsx'
import { OwnTeam } from './own-team.tsx'
import { PlaybookPanel } from './playbook.tsx'
import { SignedOutDesk } from './signed-out.tsx'
import { useMatterAtHand } from './use-matter-at-hand.ts'
import { useOwnWorkItems } from './use-own-work-items.ts'

/**
 * What do I do next? While somebody rings or is on the line, it is about them, and all else waits in one list beneath;
 * else one thing stands large, then the rest by the same order. On a narrow screen that comes first, then my own state,
 * the rest, and last what one looks up.
 */
export function DeskView() {
  const t = useTranslations('desk')
  const me = useMe()
  const mine = useOwnWorkItems()
  const contacts = useContactsAtMe()
  const own = useRow('agent', me?.agent ?? '')
  const isOut = (own?.state ?? 'offline') === 'offline'
  const isOnLine = contacts.length > 0
  const next = isOnLine ? undefined : mine[0]
  const rest = isOnLine ? mine : mine.slice(1)
  const atHand = useMatterAtHand(contacts[0] ?? null, next?.caseId ?? null)
  const isEmpty = next === undefined && !isOut && !isOnLine
  const title = t(isOnLine ? 'afterwards' : 'then')
  return (
    <div className="mx-auto grid w-full max-w-[88rem] gap-x-10 gap-y-5 px-4 py-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid content-start gap-6 max-lg:contents">
        <OwnContacts contacts={contacts} />
        <OutcomeQueue isOnLine={isOnLine} />
        <GivenToMe />
        {isOut && !isOnLine && me?.agent != null && (
          <SignedOutDesk entries={mine}>
            <QueueSignIn agent={me.agent} />
            {next === undefined && <NewCase atDesk />}
          </SignedOutDesk>
        )}
        {isEmpty && <NothingNext entries={mine} />}
        {next !== undefined && <NextWorkItem key={next.key} item={next} />}
        {(next !== undefined || isOnLine) && (
          <div className="max-lg:order-2">
            <Panel label={title} title={title} aside={<NewCase atDesk />}>
              {rest.length === 0 ? (
                <Nothing>
                  <AllClear>{t('nothingThen')}</AllClear>
                </Nothing>
              ) : (
                <DeskList entries={rest} />
              )}
            </Panel>
          </div>
        )}
      </div>
      <aside className="grid content-start gap-6 max-lg:contents">
        <div className="max-lg:order-1">
          <OwnState />
          <DeskAssist />
        </div>
        <div className="grid content-start gap-6 max-lg:order-3">
          {(atHand !== null || isOnLine) && <PlaybookPanel matter={atHand} />}
          <AskedFor />
          <OwnTeam />
        </div>
      </aside>
    </div>
  )
}

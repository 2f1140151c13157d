'use client'
import { useTranslations } from 'use-intl/react'
import { NewCase } from '../_actions/new-case.tsx'
import { useRow } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { useMe } from '../_shell/facts.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { DeskAssist } from './desk-assist.tsx'
import { DeskList } from './desk-list.tsx'
import { GivenToMe } from './given-to-me.tsx'
import { NextThing } from './next-thing.tsx'
import { OwnContacts } from './own-contacts.tsx'
import { OwnState, QueueSignIn } from './own-state.tsx'
import { OwnTeam } from './own-team.tsx'
import { PlaybookPanel } from './playbook.tsx'
import { SignedOutDesk } from './signed-out.tsx'
import { useCaseAtHand } from './use-case-at-hand.ts'
import { useOwnWorkItems } from './use-own-work-items.ts'

/**
 * What do I do next? One thing large, then the rest by the same order. On a narrow screen that one thing comes first,
 * then my own state, the rest, and last what one looks up.
 */
export function DeskView() {
  const t = useTranslations('desk')
  const me = useMe()
  const mine = useOwnWorkItems()
  const [next, ...rest] = mine
  const own = useRow('agent', me?.agent ?? '')
  const isOut = (own?.state ?? 'offline') === 'offline'
  const atHand = useCaseAtHand(next?.caseId ?? null)
  return (
    <div className="mx-auto grid w-full max-w-[88rem] gap-x-10 gap-y-5 px-4 py-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid content-start gap-6 max-lg:contents">
        <OwnContacts />
        <GivenToMe />
        {isOut && me?.agent != null && (
          <SignedOutDesk entries={mine}>
            <QueueSignIn agent={me.agent} />
          </SignedOutDesk>
        )}
        {next === undefined && isOut ? null : next === undefined ? (
          <section className="border-t-4 border-ok py-8">
            <h1 className="text-2xl font-semibold">
              <AllClear>{t('nothingOwed')}</AllClear>
            </h1>
            <p className="mt-1 mb-4 text-ink-2">{t('nothingOwedText')}</p>
            <NewCase />
          </section>
        ) : (
          <NextThing key={next.key} entry={next} />
        )}
        {next !== undefined && (
          <div className="max-lg:order-2">
            <Panel label={t('then')} title={t('then')} aside={<NewCase />}>
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
          {atHand !== null && <PlaybookPanel row={atHand} />}
          <OwnTeam />
        </div>
      </aside>
    </div>
  )
}

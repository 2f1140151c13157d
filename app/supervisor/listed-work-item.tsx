'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { CallbackRow } from '#core/rows/case-rows.ts'
import type { ContactRow, QueueRow } from '#core/rows/row.ts'
import { RecoverySteps } from '../_actions/recovery-steps.tsx'
import { givenOf, isGivenTogether } from '../_assign/given.ts'
import { OwnerPicker } from '../_assign/owner-picker.tsx'
import { OrderReason } from '../_format/order-reason.tsx'
import { useOpenWord, useRuleTitle } from '../_format/use-words.ts'
import { useRow, useRowValue } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { mayDecide } from '../_shell/may-decide.ts'
import { useAgentName, useDepartmentName } from '../_shell/names.ts'
import { CheckBox } from '../_ui/check-box.tsx'
import { Decide } from '../_ui/decide.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StateShape, statusColour } from '../_ui/status-icon.tsx'
import { Since, Until } from '../_ui/ticking.tsx'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { useRules } from '../_work-items/use-work-items.ts'
import { isOpenApproval, isOpenPromise, type WorkItem } from '../_work-items/work-item.ts'
import { workItemIcon } from '../_work-items/work-item-icon.ts'
import { ApprovalCase, ApprovalHead, ApprovalSum } from './approval-words.tsx'
import { CallerActs, CallerPriority } from './caller-acts.tsx'
import { CallerCallback } from './caller-callback.tsx'
import { WorkItemActs } from './work-item-acts.tsx'

function EntryTime({ item }: { item: WorkItem }) {
  if (item.state === 'unwatched') return <Icon name="eyeOff" />
  if (item.dueAt !== null && (item.type !== 'promise' || isOpenPromise(item)))
    return <Until at={item.dueAt} />
  if (item.sinceAt === null) return <>–</>
  return <Since at={item.sinceAt} word={item.type === 'contact' ? 'waits' : 'since'} />
}

/** The wait of a caller of whom nobody knows any more whether they are there: it stands still. */
function EntryAge({ item, knownUntil }: { item: WorkItem; knownUntil: string | null }) {
  const isCaller = item.type === 'contact' && item.dueAt === null && item.sinceAt !== null
  if (!isCaller || knownUntil === null) return <EntryTime item={item} />
  return <QueueWait row={{ oldestWaitingAt: new Date(item.sinceAt!).toISOString(), knownUntil }} />
}

/** How somebody was missed, and how often they were tried since. */
function MissedHow({ id }: { id: string }) {
  const t = useTranslations('recovery')
  const row = useRow('recovery', id)
  return row === null ? null : (
    <>
      {t(row.how)} · {t('tried', { count: row.attempts })}
    </>
  )
}

const missedOf = ({ missed }: CallbackRow) => missed

/** Which callback it is, and how its customer was missed where that is why. */
function CallbackWhich({ id }: { id: string }) {
  const t = useTranslations('type')
  const how = useTranslations('recovery')
  const missed = useRowValue('callback', id, missedOf)
  return (
    <>
      {t('callback')} {shownId(id)}
      {/* One that was laid down before this was told says nothing of it. */}
      {missed != null && <span data-missed={missed}> · {how(missed)}</span>}
    </>
  )
}

const channelOf = ({ channel }: ContactRow) => channel

/** Through what somebody comes: the id of a contact is nobody's to say. */
function ContactKind({ id }: { id: string }) {
  const t = useTranslations('type')
  const word = useOpenWord('channel')
  const channel = useRowValue('contact', id, channelOf)
  return channel === null ? t('contact') : word(channel)
}

/** Which one of its kind a line is. */
function Which({ item: { type, id } }: { item: WorkItem }) {
  const t = useTranslations('type')
  switch (type) {
    case 'recovery':
      return <MissedHow id={id} />
    case 'callback':
      return <CallbackWhich id={id} />
    case 'approval':
      return <ApprovalCase id={id} />
    case 'contact':
      return <ContactKind id={id} />
    default:
      return `${t(type)} ${shownId(id)}`
  }
}

/** The matter, or the customer; who is to be called, by a number that can be dialled from here, before all that may be cut off. */
function Whom({ item: { type, id, text } }: { item: WorkItem }) {
  const missed = useRow('recovery', type === 'recovery' ? id : '')
  const callback = useRow('callback', type === 'callback' ? id : '')
  const called = missed ?? callback
  if (text === null) return null
  return (
    <span className="ms-2 font-normal text-ink-2">
      {called?.phone == null ? (
        text
      ) : (
        <>
          <span className="relative z-10">
            <PhoneNumber
              phone={called.phone}
              about={missed === null ? { callback: id } : { contact: id }}
              isBrief
            />
          </span>{' '}
          {called.name}
        </>
      )}
    </span>
  )
}

function useWhat(item: WorkItem): string {
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const title = useRuleTitle()
  const rules = useRules()
  if (item.rule !== null) return title(rules.get(item.rule), item.rule)
  return item.type === 'case' && item.kind !== null ? kind(item.kind) : type(item.type)
}

const nameOf = ({ name }: QueueRow) => name
const knownUntilOf = ({ knownUntil }: QueueRow) => knownUntil

/** Who has it, and where it can be given to somebody else the way to do so. */
function EntryOwner({ item }: { item: WorkItem }) {
  const t = useTranslations('supervisor')
  const agent = useAgentName(item.agent)
  const department = useDepartmentName(item.department)
  const owning = useRow('case', item.caseId ?? '')
  // A promise goes with its case.
  const isOwned = item.type === 'case' || item.type === 'callback' || isOpenPromise(item)
  const given = isOwned ? givenOf(item) : null
  if (given === null || (item.type === 'case' && owning?.state === 'resolved'))
    return (
      <span
        className={`max-w-44 truncate ${agent === null && department === null ? 'text-ink-3' : 'text-ink-2'}`}
      >
        {department ?? agent ?? t('nobody')}
      </span>
    )
  const { queue, team, agent: owner } = item
  return <OwnerPicker given={given} owner={owner} ownerName={agent} queue={queue} team={team} />
}

const markClass =
  'relative z-10 grid h-full cursor-pointer place-items-center [&>*]:col-start-1 [&>*]:row-start-1 [&>input]:opacity-0 hover:[&>input]:opacity-100 hover:[&>svg]:opacity-0 has-checked:[&>input]:opacity-100 has-checked:[&>svg]:opacity-0 has-focus-visible:[&>input]:opacity-100 has-focus-visible:[&>svg]:opacity-0'

/** The line's state; under the pointer, with the focus and once chosen a box to choose it by. */
function WorkItemMark({ item, what, gone, chosen, onChoose }: EntryRowProps & { what: string }) {
  const t = useTranslations('assign')
  const shape = <StateShape mark={workItemIcon[item.state]} className="!size-3.5" />
  if (!isGivenTogether(item)) return shape
  return (
    <label className={markClass}>
      {shape}
      <CheckBox
        act="choose"
        checked={chosen}
        disabled={gone}
        onChange={(checked) => onChoose(item, checked)}
        label={t('choose', { what: `${what} ${item.text ?? shownId(item.id)}` })}
      />
    </label>
  )
}

/** What is described, answered, moved, decided and finished from its own line. */
const hasActs = (item: WorkItem, decides: boolean): boolean =>
  item.type === 'case' ||
  item.type === 'handoff' ||
  item.type === 'callback' ||
  isOpenPromise(item) ||
  decides

interface EntryRowProps {
  item: WorkItem
  gone: boolean
  chosen: boolean
  onChoose: (item: WorkItem, chosen: boolean) => void
}

/** One line of what is owed: how long, what, why it stands here, and who has it. */
export const ListedWorkItem = memo(function EntryRow({ item, gone, chosen, onChoose }: EntryRowProps) {
  const t = useTranslations('supervisor')
  const band = useTranslations('band')
  const me = useMe()
  const queue = useRowValue('queue', item.queue ?? '', nameOf)
  const knownUntil = useRowValue('queue', item.queue ?? '', knownUntilOf)
  const taker = useAgentName(item.takenBy)
  const what = useWhat(item)
  const focus = useKeepFocus('[data-line]')
  const mark = workItemIcon[item.state]
  const decides = isOpenApproval(item) && mayDecide(me, item.agent)
  const href = item.caseId === null ? null : `/cases/${encodeURIComponent(item.caseId)}`
  return (
    <div
      data-gone={gone}
      data-entry={item.key}
      {...focus}
      className="group relative grid h-full grid-cols-[1.25rem_5.5rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b max-sm:grid-cols-[1.25rem_5rem_minmax(0,1fr)] max-sm:content-center border-line px-1 hover:bg-surface data-[gone=true]:opacity-40"
    >
      <div className="grid h-full [&>svg]:place-self-center max-sm:row-span-2">
        <WorkItemMark item={item} what={what} gone={gone} chosen={chosen} onChoose={onChoose} />
      </div>
      <p
        className={`figure narrow text-end text-xl max-sm:row-span-2 leading-none font-semibold ${statusColour[mark]} ${mark === 'idle' ? '!text-ink' : ''}`}
      >
        <EntryAge item={item} knownUntil={knownUntil} />
      </p>
      <div className="min-w-0 ps-1">
        <p className="truncate font-medium">
          {item.type === 'approval' && <ApprovalSum id={item.id} />}
          {href === null ? (
            <span data-line="" tabIndex={-1}>
              {what}
            </span>
          ) : (
            <PageLink href={href} data-line="" className="after:absolute after:inset-0">
              {what}
            </PageLink>
          )}
          {item.type === 'approval' ? <ApprovalHead id={item.id} isSumSaid /> : <Whom item={item} />}
        </p>
        <p className="truncate text-sm text-ink-3 max-sm:hidden">
          {item.came > 0 && (
            <b className="text-warn" data-again={item.came}>
              <Icon name="callback" /> {band('again', { count: item.came })}
              {' · '}
            </b>
          )}
          {taker !== null && (
            <b className="text-ink-2" data-taker={item.takenBy}>
              {band('onIt', { name: taker })}
              {' · '}
            </b>
          )}
          <Which item={item} />
          {queue !== null && ` · ${queue}`}
          {item.type === 'contact' && <CallerPriority id={item.id} />}
          {item.priority !== 'normal' && (
            <b className="text-ink-2"> · {t(item.priority === 'vip' ? 'vip' : 'high')}</b>
          )}
          {item.reason !== null && item.reason.values.rule !== item.rule && (
            <>
              {' · '}
              <OrderReason reason={item.reason} />
            </>
          )}
        </p>
      </div>
      <div className="relative flex min-w-0 items-center gap-2 text-sm max-sm:col-start-3 max-sm:ps-1">
        {decides && <Decide approval={item.id} brief />}
        {item.type === 'recovery' && <RecoverySteps id={item.id} />}
        {item.type === 'contact' && !gone && <CallerActs id={item.id} />}
        {item.type !== 'recovery' && (
          <span className={decides ? 'flex min-w-0 max-[1900px]:hidden' : 'contents'}>
            <EntryOwner item={item} />
          </span>
        )}
        {hasActs(item, decides) ? (
          <WorkItemActs
            item={item}
            // The reason of an approval stands in its card, in full.
            title={item.type === 'approval' ? what : `${what} ${item.text ?? ''}`.trim()}
            gone={gone}
          />
        ) : item.type === 'contact' ? (
          <CallerCallback id={item.id} title={item.text ?? what} />
        ) : (
          <span className="w-7 shrink-0 max-sm:hidden" />
        )}
      </div>
    </div>
  )
})

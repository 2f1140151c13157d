'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { ContactRow, QueueRow } from '#core/rows/row.ts'
import { RecoverySteps } from '../_actions/recovery-steps.tsx'
import { givenOf } from '../_assign/given.ts'
import { OwnerPicker } from '../_assign/owner-picker.tsx'
import { OrderReason } from '../_format/order-reason.tsx'
import { useOpenWord, useRuleTitle } from '../_format/use-words.ts'
import { useRow, useRowPart } from '../_live/use-live.ts'
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
import { useFocusKept } from '../_ui/use-focus-kept.ts'
import { entryIcon } from '../_work-items/entry-icon.ts'
import { useRules } from '../_work-items/use-work-items.ts'
import { isOpenApproval, isOpenPromise, type WorkItem } from '../_work-items/work-item.ts'
import { ApprovalCase, ApprovalHead, ApprovalSum } from './approval-words.tsx'
import { CallerActs, CallerPriority } from './caller-acts.tsx'
import { EntryActs } from './entry-acts.tsx'

function EntryTime({ entry }: { entry: WorkItem }) {
  if (entry.state === 'unwatched') return <Icon name="eyeOff" />
  if (entry.dueAt !== null && (entry.type !== 'promise' || isOpenPromise(entry)))
    return <Until at={entry.dueAt} />
  if (entry.sinceAt === null) return <>–</>
  return <Since at={entry.sinceAt} word={entry.type === 'contact' ? 'waits' : 'since'} />
}

/** The wait of a caller of whom nobody knows any more whether they are there: it stands still. */
function EntryAge({ entry, knownUntil }: { entry: WorkItem; knownUntil: string | null }) {
  const isCaller = entry.type === 'contact' && entry.dueAt === null && entry.sinceAt !== null
  if (!isCaller || knownUntil === null) return <EntryTime entry={entry} />
  return <QueueWait row={{ oldestWaitingAt: new Date(entry.sinceAt!).toISOString(), knownUntil }} />
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

const channelOf = ({ channel }: ContactRow) => channel

/** Through what somebody comes: the id of a contact is nobody's to say. */
function ContactKind({ id }: { id: string }) {
  const t = useTranslations('type')
  const word = useOpenWord('channel')
  const channel = useRowPart('contact', id, channelOf)
  return channel === null ? t('contact') : word(channel)
}

/** Which one of its kind a line is. */
function Which({ entry: { type, id } }: { entry: WorkItem }) {
  const t = useTranslations('type')
  switch (type) {
    case 'recovery':
      return <MissedHow id={id} />
    case 'approval':
      return <ApprovalCase id={id} />
    case 'contact':
      return <ContactKind id={id} />
    default:
      return `${t(type)} ${shownId(id)}`
  }
}

/** The matter, or the customer; who is to be called, by a number that can be dialled from here, before all that may be cut off. */
function Whom({ entry: { type, id, text } }: { entry: WorkItem }) {
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

function useWhat(entry: WorkItem): string {
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const title = useRuleTitle()
  const rules = useRules()
  if (entry.rule !== null) return title(rules.get(entry.rule), entry.rule)
  return entry.type === 'case' && entry.kind !== null ? kind(entry.kind) : type(entry.type)
}

const nameOf = ({ name }: QueueRow) => name
const knownUntilOf = ({ knownUntil }: QueueRow) => knownUntil

/** Who has it, and where it can be given to somebody else the way to do so. */
function EntryOwner({ entry }: { entry: WorkItem }) {
  const t = useTranslations('supervisor')
  const agent = useAgentName(entry.agent)
  const department = useDepartmentName(entry.department)
  const owning = useRow('case', entry.caseId ?? '')
  // A promise goes with its case.
  const isOwned = entry.type === 'case' || entry.type === 'callback' || isOpenPromise(entry)
  const given = isOwned ? givenOf(entry) : null
  if (given === null || (entry.type === 'case' && owning?.state === 'resolved'))
    return (
      <span
        className={`max-w-44 truncate ${agent === null && department === null ? 'text-ink-3' : 'text-ink-2'}`}
      >
        {department ?? agent ?? t('nobody')}
      </span>
    )
  const { queue, team, agent: owner } = entry
  return <OwnerPicker given={given} owner={owner} ownerName={agent} queue={queue} team={team} />
}

const markClass =
  'relative z-10 grid h-full cursor-pointer place-items-center [&>*]:col-start-1 [&>*]:row-start-1 [&>input]:opacity-0 hover:[&>input]:opacity-100 hover:[&>svg]:opacity-0 has-checked:[&>input]:opacity-100 has-checked:[&>svg]:opacity-0 has-focus-visible:[&>input]:opacity-100 has-focus-visible:[&>svg]:opacity-0'

/** The line's state; under the pointer, with the focus and once chosen a box to choose it by. */
function EntryMark({ entry, what, gone, chosen, onChoose }: EntryRowProps & { what: string }) {
  const t = useTranslations('assign')
  const shape = <StateShape mark={entryIcon[entry.state]} className="!size-3.5" />
  if (givenOf(entry) === null) return shape
  return (
    <label className={markClass}>
      {shape}
      <CheckBox
        act="choose"
        checked={chosen}
        disabled={gone}
        onChange={(checked) => onChoose(entry, checked)}
        label={t('choose', { what: `${what} ${entry.text ?? shownId(entry.id)}` })}
      />
    </label>
  )
}

/** What is described, answered, moved and finished from its own line. */
const hasActs = (entry: WorkItem): boolean =>
  entry.type === 'case' || entry.type === 'handoff' || entry.type === 'callback' || isOpenPromise(entry)

interface EntryRowProps {
  entry: WorkItem
  gone: boolean
  chosen: boolean
  onChoose: (entry: WorkItem, chosen: boolean) => void
}

/** One line of what is owed: how long, what, why it stands here, and who has it. */
export const EntryRow = memo(function EntryRow({ entry, gone, chosen, onChoose }: EntryRowProps) {
  const t = useTranslations('supervisor')
  const band = useTranslations('band')
  const me = useMe()
  const queue = useRowPart('queue', entry.queue ?? '', nameOf)
  const knownUntil = useRowPart('queue', entry.queue ?? '', knownUntilOf)
  const taker = useAgentName(entry.takenBy)
  const what = useWhat(entry)
  const kept = useFocusKept('[data-line]')
  const mark = entryIcon[entry.state]
  const decides = isOpenApproval(entry) && mayDecide(me, entry.agent)
  const href = entry.caseId === null ? null : `/cases/${encodeURIComponent(entry.caseId)}`
  return (
    <div
      data-gone={gone}
      data-entry={entry.key}
      {...kept}
      className="group relative grid h-full grid-cols-[1.25rem_5.5rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b max-sm:grid-cols-[1.25rem_5rem_minmax(0,1fr)] max-sm:content-center border-line px-1 hover:bg-surface data-[gone=true]:opacity-40"
    >
      <div className="grid h-full [&>svg]:place-self-center max-sm:row-span-2">
        <EntryMark entry={entry} what={what} gone={gone} chosen={chosen} onChoose={onChoose} />
      </div>
      <p
        className={`figure narrow text-end text-xl max-sm:row-span-2 leading-none font-semibold ${statusColour[mark]} ${mark === 'idle' ? '!text-ink' : ''}`}
      >
        <EntryAge entry={entry} knownUntil={knownUntil} />
      </p>
      <div className="min-w-0 ps-1">
        <p className="truncate font-medium">
          {entry.type === 'approval' && <ApprovalSum id={entry.id} />}
          {href === null ? (
            <span data-line="" tabIndex={-1}>
              {what}
            </span>
          ) : (
            <PageLink href={href} data-line="" className="after:absolute after:inset-0">
              {what}
            </PageLink>
          )}
          {entry.type === 'approval' ? <ApprovalHead id={entry.id} isSumSaid /> : <Whom entry={entry} />}
        </p>
        <p className="truncate text-sm text-ink-3 max-sm:hidden">
          {entry.came > 0 && (
            <b className="text-warn" data-again={entry.came}>
              <Icon name="callback" /> {band('again', { count: entry.came })}
              {' · '}
            </b>
          )}
          {taker !== null && (
            <b className="text-ink-2" data-taker={entry.takenBy}>
              {band('onIt', { name: taker })}
              {' · '}
            </b>
          )}
          <Which entry={entry} />
          {queue !== null && ` · ${queue}`}
          {entry.type === 'contact' && <CallerPriority id={entry.id} />}
          {entry.priority !== 'normal' && (
            <b className="text-ink-2"> · {t(entry.priority === 'vip' ? 'vip' : 'high')}</b>
          )}
          {entry.reason !== null && entry.reason.values.rule !== entry.rule && (
            <>
              {' · '}
              <OrderReason reason={entry.reason} />
            </>
          )}
        </p>
      </div>
      <div className="relative flex min-w-0 items-center gap-2 text-sm max-sm:col-start-3 max-sm:ps-1">
        {decides && <Decide approval={entry.id} brief />}
        {entry.type === 'recovery' && <RecoverySteps id={entry.id} />}
        {entry.type === 'contact' && !gone && <CallerActs id={entry.id} />}
        {entry.type !== 'recovery' && (
          <span className={decides ? 'flex min-w-0 max-sm:hidden' : 'contents'}>
            <EntryOwner entry={entry} />
          </span>
        )}
        {hasActs(entry) ? (
          <EntryActs entry={entry} title={`${what} ${entry.text ?? ''}`.trim()} gone={gone} />
        ) : (
          <span className="w-7 shrink-0 max-sm:hidden" />
        )}
      </div>
    </div>
  )
})

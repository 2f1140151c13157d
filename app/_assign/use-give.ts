'use client'
import { useContext, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import { EVENT_WITHDRAWN } from '#core/cases/withdrawals/event-withdrawn.ts'
import { type ActOutcome, actOutcomeOf } from '../_alerts/outcome.ts'
import { useQuicker } from '../_alerts/use-quicker.ts'
import type { CommandTarget, SentEach } from '../_live/send-each.ts'
import { useCommandEach, useLive } from '../_live/use-live.ts'
import { ActTaken } from '../_ui/act-taken.ts'
import { showDone } from '../_ui/done-notice.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import { useFaultText } from '../_ui/use-fault-text.ts'
import type { GivenWork } from './given.ts'

/** Something that was put into other hands, and whose it was before. */
interface Handed extends GivenWork {
  readonly before: string | null
  readonly id: string
}

/** What was put into other hands, and what became of each. */
export interface HandedOver {
  readonly handed: readonly Handed[]
  readonly became: readonly SentEach[]
}

type Sender = ReturnType<typeof useCommandEach>
const types = ['case.assigned', 'callback.assigned', 'callback.requested'] as const

/** What is sent of one thing: a missed caller's callback only where nobody asked for one, all else only where it is still whose it was. */
function targetOf(
  { type, subject, before, queue }: GivenWork & { before: string | null },
  agent: string | null,
): CommandTarget {
  return type === 'callback.requested'
    ? { subject, untaken: true, data: { queue, contact: subject, agent } }
    : { subject, untaken: false, before }
}

/** Gives away, and gives what became of each with whose it was; what is nobody's is not given back. */
async function handOver(
  send: Sender,
  all: readonly (GivenWork & { before: string | null })[],
  agent: string | null,
): Promise<HandedOver> {
  const handed: Handed[] = []
  const became: SentEach[] = []
  for (const type of types) {
    const some = all.filter((each) => each.type === type && (agent !== null || each.before !== null))
    if (some.length === 0) continue
    const targets = some.map((each) => targetOf(each, agent))
    const answers = await send('event', targets, { type, data: { agent } })
    became.push(...answers)
    for (const [index, { ok, id }] of answers.entries()) if (ok) handed.push({ ...some[index]!, id })
  }
  return { handed, became }
}

/** Takes back what was given away: it has never been given, and is whose it was. */
async function takeBack(send: Sender, handed: readonly Handed[]): Promise<SentEach[]> {
  if (handed.length === 0) return []
  const targets = handed.map(({ type, subject, id }) => {
    return {
      subject: `${type === 'case.assigned' ? 'case' : 'callback'}/${subject}`,
      untaken: false,
      data: { event: id },
    }
  })
  return send('event', targets, { type: EVENT_WITHDRAWN })
}

/** Why not all was done, in words; null: all was. */
export function useShortfall(): (outcome: ActOutcome) => string | null {
  const t = useTranslations('alertGroup')
  const quickerOf = useQuicker()
  const faultText = useFaultText()
  return (outcome) => {
    const { over, refused, why } = outcome
    const parts = [
      ...quickerOf(outcome),
      over > 0 ? t('over', { count: over }) : null,
      why === null ? null : t('refused', { count: refused, why: faultText(why.code, why.message) }),
    ].filter((part) => part !== null)
    return parts.length === 0 ? null : parts.join(' · ')
  }
}

/** What hands things over; `agent`: null gives them to nobody. Nothing is shown as done before the server has said so. */
export function useHandOver() {
  const { store } = useLive()
  const send = useCommandEach()
  const ownerOf = ({ type, subject }: GivenWork) =>
    type === 'case.assigned'
      ? (store.row('case', subject)?.owner ?? null)
      : type === 'callback.assigned'
        ? (store.row('callback', subject)?.agent ?? null)
        : null
  return {
    handOver: (all: readonly (GivenWork & { before?: string | null })[], agent: string | null) =>
      handOver(
        send,
        all.map((each) => ({ ...each, before: each.before ?? ownerOf(each) })),
        agent,
      ),
    takeBack: (handed: readonly Handed[]) => takeBack(send, handed),
  }
}

export interface Giving {
  /** True: all of it was given. `onFault` is told why not all was; by default that is said on top of the page. */
  give: (all: readonly GivenWork[], to: Assignee | null, onFault?: (text: string) => void) => Promise<boolean>
  busy: boolean
}

/** Gives one thing or several to somebody, or to nobody, and says so; for five seconds one press takes it back. */
export function useGive(): Giving {
  const t = useTranslations('assign')
  const { handOver, takeBack } = useHandOver()
  const shortfall = useShortfall()
  const taken = useContext(ActTaken)
  const [busy, setBusy] = useState(false)
  async function undo(handed: readonly Handed[]): Promise<void> {
    const fault = shortfall(actOutcomeOf(await takeBack(handed)))
    if (fault === null) showDone(t('undone'))
    else showLateFault(fault)
  }
  return {
    async give(all, to, onFault = showLateFault) {
      setBusy(true)
      const { handed, became } = await handOver(all, to?.agent ?? null)
      setBusy(false)
      const fault = shortfall(actOutcomeOf(became))
      if (fault !== null) onFault(fault)
      if (handed.length === 0) return fault === null
      taken()
      const values = {
        count: handed.length,
        name: to?.name ?? '',
        out: to?.state === 'offline' ? 'yes' : 'no',
      }
      showDone(t(to === null ? 'gaveBack' : 'gave', values), () => undo(handed))
      return fault === null
    },
    busy,
  }
}

import type { AgentIntervals } from '../agents/agent-intervals.ts'
import { countLeg, isAsCounted, type LegCounted } from '../agents/leg-counts.ts'
import { type Counts, clearCounts, noCounts, sameCounts } from '../queues/counts.ts'
import {
  adoptCounted,
  changeCounts,
  changeOutcome,
  type LiveClock,
  putCounted,
  takeCounted,
} from '../queues/queue-counting.ts'
import type { Counted, QueueLive } from '../queues/queue-live.ts'
import type { Contact, Entry } from './contact.ts'
import type { ContactHolder, TermsAt } from './contact-holder.ts'
import { contribute } from './contribution.ts'

export interface CountingContext extends LiveClock {
  dayOf(at: number): number
  readonly terms: TermsAt
  queue(id: string): QueueLive
  queueChanged(queue: QueueLive): void
  readonly agentIntervals: Pick<AgentIntervals, 'put' | 'take' | 'change'>
}

/** What contacts add to the counts of queues and of agents. */
export interface ContactCounting {
  /** Takes out what the contact added before and puts in what it adds now; `isOneMore`: after one more event, in order. */
  recount(holder: ContactHolder, isOneMore: boolean): void
  /** Notes what a contact adds that was counted before it was written down. */
  adopt(holder: ContactHolder): void
}

function reasonOf(entry: Entry): string | null {
  return entry.outcome === 'left' ? entry.reason : null
}

export function createContactCounting(context: CountingContext): ContactCounting {
  const { terms, agentIntervals } = context

  /** What one entry adds, until the next one is asked for. */
  const own = noCounts()

  function countsOf(contact: Contact, index: number, entry: Entry): Counts {
    clearCounts(own)
    contribute(own, contact, index, terms(entry.queue, entry.enteredAt))
    return own
  }

  function countedOf(contact: Contact, index: number, entry: Entry): Counted {
    return {
      live: context.queue(entry.queue),
      contact: contact.id,
      index,
      enteredAt: entry.enteredAt,
      endedAt: entry.endedAt,
      waitMs: entry.waitMs,
      reason: reasonOf(entry),
      counts: { ...countsOf(contact, index, entry) },
      interval: null,
      day: null,
      inWindow: false,
    }
  }

  function takeOut(old: Counted): void {
    takeCounted(old)
    context.queueChanged(old.live)
  }

  function putIn(now: Counted): Counted {
    putCounted(now, context.dayOf(now.enteredAt), context)
    context.queueChanged(now.live)
    return now
  }

  /** An entry that is still the same stay in its queue. */
  function change(old: Counted, contact: Contact, entry: Entry): void {
    const counts = countsOf(contact, old.index, entry)
    const reason = reasonOf(entry)
    if (old.endedAt !== entry.endedAt || old.waitMs !== entry.waitMs || old.reason !== reason) {
      const { endedAt, waitMs } = entry
      changeOutcome(old, { endedAt, waitMs, reason }, counts, context)
    } else if (sameCounts(old.counts, counts)) return
    else changeCounts(old, counts)
    context.queueChanged(old.live)
  }

  function recountEntries({ contact, counted }: ContactHolder): void {
    const { entries } = contact
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index]!
      const old = counted[index]
      if (old !== undefined && old.live.id === entry.queue && old.enteredAt === entry.enteredAt) {
        change(old, contact, entry)
        continue
      }
      if (old !== undefined) takeOut(old)
      counted[index] = putIn(countedOf(contact, index, entry))
    }
    while (counted.length > entries.length) takeOut(counted.pop()!)
  }

  function changeLeg(old: LegCounted, now: LegCounted): LegCounted {
    if (old.agent === now.agent && old.from === now.from) {
      agentIntervals.change(old, now)
      return old
    }
    agentIntervals.take(old)
    agentIntervals.put(now)
    return now
  }

  /** The same for the records of the agents who had a leg in it. */
  function recountLegs({ contact, legsCounted }: ContactHolder, isOneMore: boolean): void {
    const count = contact.legs.length
    for (let index = 0; index < count; index++) {
      const old = legsCounted[index]
      if (isOneMore && old !== undefined && isAsCounted(old, contact.legs[index]!)) continue
      const now = countLeg(contact, index, terms)
      if (old === undefined) agentIntervals.put(now)
      legsCounted[index] = old === undefined ? now : changeLeg(old, now)
    }
    while (legsCounted.length > count) agentIntervals.take(legsCounted.pop()!)
  }

  return {
    recount(holder, isOneMore) {
      recountLegs(holder, isOneMore)
      recountEntries(holder)
    },
    adopt(holder) {
      const { contact, counted, legsCounted } = holder
      for (const [index, entry] of contact.entries.entries()) {
        const item = countedOf(contact, index, entry)
        adoptCounted(item, context.dayOf(item.enteredAt))
        counted.push(item)
      }
      for (let index = 0; index < contact.legs.length; index++)
        legsCounted.push(countLeg(contact, index, terms))
    },
  }
}

import type { AgentIntervals } from '../agents/agent-intervals.ts'
import { countLeg, isAsCounted, type LegCounted } from '../agents/leg-counts.ts'
import { sameCounts } from '../queues/counts.ts'
import {
  adoptCounted,
  changeCounts,
  changeOutcome,
  type LiveClock,
  putCounted,
  takeCounted,
} from '../queues/queue-counting.ts'
import type { Counted, QueueLive } from '../queues/queue-live.ts'
import type { ContactHolder, TermsAt } from './contact-holder.ts'
import { contributionOf } from './contribution.ts'

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

export function createContactCounting(context: CountingContext): ContactCounting {
  const { terms, agentIntervals } = context

  function countedOf({ contact }: ContactHolder, index: number): Counted {
    const entry = contact.entries[index]!
    return {
      live: context.queue(entry.queue),
      contact: contact.id,
      index,
      enteredAt: entry.enteredAt,
      endedAt: entry.endedAt,
      waitMs: entry.waitMs,
      reason: entry.outcome === 'left' ? entry.reason : null,
      counts: contributionOf(contact, index, terms(entry.queue, entry.enteredAt)),
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

  /** Gives the entry as it is counted from now on. */
  function change(old: Counted, now: Counted): Counted {
    const { live, enteredAt, endedAt, waitMs, reason } = now
    if (old.live !== live || old.enteredAt !== enteredAt) {
      takeOut(old)
      return putIn(now)
    }
    if (old.endedAt !== endedAt || old.waitMs !== waitMs || old.reason !== reason)
      changeOutcome(old, now, context)
    else if (sameCounts(old.counts, now.counts)) return old
    else changeCounts(old, now.counts)
    context.queueChanged(live)
    return old
  }

  function recountEntries(holder: ContactHolder): void {
    const { counted } = holder
    const count = holder.contact.entries.length
    for (let index = 0; index < count; index++) {
      const now = countedOf(holder, index)
      const old = counted[index]
      counted[index] = old === undefined ? putIn(now) : change(old, now)
    }
    while (counted.length > count) takeOut(counted.pop()!)
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
      for (let index = 0; index < contact.entries.length; index++) {
        const own = countedOf(holder, index)
        adoptCounted(own, context.dayOf(own.enteredAt))
        counted.push(own)
      }
      for (let index = 0; index < contact.legs.length; index++)
        legsCounted.push(countLeg(contact, index, terms))
    },
  }
}

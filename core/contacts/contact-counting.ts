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
import { type Contact, type Entry, withOne } from './contact.ts'
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

  function countInto(counts: Counts, contact: Contact, index: number, entry: Entry): Counts {
    contribute(counts, contact, index, terms(entry.queue, entry.enteredAt))
    return counts
  }

  function countsOf(contact: Contact, index: number, entry: Entry): Counts {
    clearCounts(own)
    return countInto(own, contact, index, entry)
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
      counts: countInto(noCounts(), contact, index, entry),
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

  function recountEntry(holder: ContactHolder, index: number): void {
    const { contact, counted } = holder
    const entry = contact.entries[index]!
    if (index === counted.length) {
      holder.counted = withOne(counted, putIn(countedOf(contact, index, entry)))
      return
    }
    const old = counted[index]!
    if (old.live.id === entry.queue && old.enteredAt === entry.enteredAt) {
      change(old, contact, entry)
      return
    }
    takeOut(old)
    counted[index] = putIn(countedOf(contact, index, entry))
  }

  function recountEntries(holder: ContactHolder): void {
    const count = holder.contact.entries.length
    for (let index = 0; index < count; index++) recountEntry(holder, index)
    const { counted } = holder
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
  function recountLegs(holder: ContactHolder, isOneMore: boolean): void {
    const { contact } = holder
    const count = contact.legs.length
    for (let index = 0; index < count; index++) {
      const { legsCounted } = holder
      if (index === legsCounted.length) {
        const leg = countLeg(contact, index, terms)
        agentIntervals.put(leg)
        holder.legsCounted = withOne(legsCounted, leg)
        continue
      }
      const old = legsCounted[index]!
      if (isOneMore && isAsCounted(old, contact.legs[index]!)) continue
      legsCounted[index] = changeLeg(old, countLeg(contact, index, terms))
    }
    const { legsCounted } = holder
    while (legsCounted.length > count) agentIntervals.take(legsCounted.pop()!)
  }

  return {
    recount(holder, isOneMore) {
      recountLegs(holder, isOneMore)
      recountEntries(holder)
    },
    adopt(holder) {
      const { contact } = holder
      for (const [index, entry] of contact.entries.entries()) {
        const item = countedOf(contact, index, entry)
        adoptCounted(item, context.dayOf(item.enteredAt))
        holder.counted = withOne(holder.counted, item)
      }
      for (let index = 0; index < contact.legs.length; index++)
        holder.legsCounted = withOne(holder.legsCounted, countLeg(contact, index, terms))
    },
  }
}

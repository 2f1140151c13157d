import type { AgentIntervals } from '../agents/agent-intervals.ts'
import { countLeg, isAsCounted, type LegCounted } from '../agents/leg-counts.ts'
import type { BrokenInvariants } from '../invariants/broken-invariants.ts'
import {
  type Counts,
  clearCounts,
  isNotNegative,
  isPartitioned,
  noCounts,
  sameCounts,
} from '../queues/counts.ts'
import type { Counted, QueueLive } from '../queues/queue-live.ts'
import {
  adoptCounted,
  changeCounts,
  changeOutcome,
  type LiveClock,
  putCounted,
  takeCounted,
} from '../queues/queue-totals.ts'
import { type Contact, type QueueEntry, withOne } from './contact.ts'
import type { ContactHolder, TermsAt } from './contact-holder.ts'
import { entryContribution } from './entry-contribution.ts'

export interface CountingContext extends LiveClock {
  dayOf(at: number): number
  readonly terms: TermsAt
  queue(id: string): QueueLive
  queueChanged(queue: QueueLive): void
  readonly broken: Pick<BrokenInvariants, 'note'>
  readonly agentIntervals: Pick<AgentIntervals, 'put' | 'take' | 'change'>
}

/** What contacts add to the counts of queues and of agents. */
export interface ContactCounting {
  /** Takes out what the contact added before and puts in what it adds now. */
  recount(holder: ContactHolder): void
  /** The same after one more event, in order: what was over before it counts as it did. */
  recountLast(holder: ContactHolder): void
  /** The same after only this leg became another one. */
  recountLeg(holder: ContactHolder, leg: number): void
  /** Notes what a contact adds that was counted before it was written down. */
  adopt(holder: ContactHolder): void
}

function reasonOf(entry: QueueEntry): string | null {
  return entry.outcome === 'left' ? entry.reason : null
}

export function createContactCounting(context: CountingContext): ContactCounting {
  const { terms, agentIntervals } = context

  /** What one entry adds, until the next one is asked for. */
  const own = noCounts()

  function countInto(counts: Counts, contact: Contact, index: number, entry: QueueEntry): Counts {
    entryContribution(counts, contact, index, terms(entry.queue, entry.enteredAt))
    return counts
  }

  function countsOf(contact: Contact, index: number, entry: QueueEntry): Counts {
    clearCounts(own)
    return countInto(own, contact, index, entry)
  }

  function countedOf(contact: Contact, index: number, entry: QueueEntry): Counted {
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

  /** What was just changed is looked at, and nothing else: a few comparisons at each event. */
  function check({ live, day }: Counted): void {
    if (day === null) return
    if (!isNotNegative(day.counts)) context.broken.note('counts are never negative', `queue/${live.id}`)
    if (!isPartitioned(day.counts))
      context.broken.note('an entry has exactly one outcome', `queue/${live.id}`)
  }

  function changed(item: Counted): void {
    check(item)
    context.queueChanged(item.live)
  }

  function takeOut(old: Counted): void {
    takeCounted(old)
    changed(old)
  }

  function putIn(now: Counted): Counted {
    putCounted(now, context.dayOf(now.enteredAt), context)
    changed(now)
    return now
  }

  /** An entry that is still the same stay in its queue. */
  function change(old: Counted, contact: Contact, entry: QueueEntry): void {
    const counts = countsOf(contact, old.index, entry)
    const reason = reasonOf(entry)
    if (old.endedAt !== entry.endedAt || old.waitMs !== entry.waitMs || old.reason !== reason) {
      const { endedAt, waitMs } = entry
      changeOutcome(old, { endedAt, waitMs, reason }, counts, context)
    } else if (sameCounts(old.counts, counts)) return
    else changeCounts(old, counts)
    changed(old)
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

  function recountEntries(holder: ContactHolder, from: number): void {
    const count = holder.contact.entries.length
    for (let index = from; index < count; index++) recountEntry(holder, index)
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
  function recountLegs(holder: ContactHolder, from: number, isOneMore: boolean): void {
    const { contact } = holder
    const count = contact.legs.length
    for (let index = from; index < count; index++) {
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

  /** The first entry that one more event may have changed: one that the last two legs serve, or the last but one. */
  function openFrom({ entries, legs, ratedShare }: Contact): number {
    // Whose the rating is may change with any answer.
    if (ratedShare !== null) return 0
    const leg = legs.length < 2 ? 0 : legs[legs.length - 2]!.entry
    return Math.max(0, Math.min(entries.length - 2, leg))
  }

  return {
    recount(holder) {
      recountLegs(holder, 0, false)
      recountEntries(holder, 0)
    },
    recountLast(holder) {
      recountLegs(holder, Math.max(0, holder.contact.legs.length - 2), true)
      recountEntries(holder, openFrom(holder.contact))
    },
    recountLeg(holder, leg) {
      const { entry } = holder.contact.legs[leg]!
      holder.legsCounted[leg] = changeLeg(holder.legsCounted[leg]!, countLeg(holder.contact, leg, terms))
      if (entry >= 0) recountEntry(holder, entry)
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

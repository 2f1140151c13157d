import type { Counts } from '../queues/counts.ts'
import type { QueueTerms } from '../queues/queue-terms.ts'
import { type Contact, openLeg, type QueueEntry } from './contact.ts'

const TURNED_AWAY = new Set(['full', 'closed', 'empty', 'refused'])
const TURNED_AWAY_MS = 1_000

function addOutcome(counts: Counts, entry: QueueEntry, terms: QueueTerms): void {
  const waitMs = entry.waitMs ?? 0
  const inTarget = waitMs <= terms.withinMs
  switch (entry.outcome) {
    case 'waiting':
      counts.waiting = 1
      break
    case 'answered':
      if (inTarget) counts.answeredInTarget = 1
      else counts.answeredLate = 1
      counts.waitMs = waitMs
      break
    case 'abandoned':
      if (waitMs < terms.shortMs) counts.shortAbandoned = 1
      else counts.abandoned = 1
      if (inTarget && waitMs >= terms.shortMs) counts.abandonedInTarget = 1
      break
    case 'left':
      if (entry.reason === 'callback') {
        counts.callbackRequested = 1
        if (inTarget) counts.callbackInTarget = 1
      } else counts.left = 1
      if (TURNED_AWAY.has(entry.reason ?? '') && waitMs <= TURNED_AWAY_MS) counts.turnedAway = 1
      break
    default:
      entry.outcome satisfies never
  }
}

/** The place of the first leg that serves an entry or a later one: legs serve entries in their order. */
function firstLegOf({ legs }: Contact, entry: number): number {
  let low = 0
  let high = legs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (legs[middle]!.entry < entry) low = middle + 1
    else high = middle
  }
  return low
}

function addHandling(counts: Counts, contact: Contact, index: number): void {
  const movedOn = openLeg(contact) === null || index < contact.entries.length - 1
  if (!movedOn) return
  counts.handled = 1
  const { legs } = contact
  for (let place = firstLegOf(contact, index); place < legs.length && legs[place]!.entry === index; place++) {
    const leg = legs[place]!
    if (leg.to === null) continue
    counts.talkMs += leg.to - leg.from - leg.heldMs
    counts.holdMs += leg.heldMs
    counts.wrapMs += leg.wrapMs ?? 0
  }
}

/**
 * What one entry of a contact adds to the counts of its queue (metrics.md), put into `counts`, which are all 0:
 * exactly one outcome, the wait of an answered one, and, once the contact moved on, talk, hold and wrap-up of the legs
 * that served this entry.
 */
export function entryContribution(counts: Counts, contact: Contact, index: number, terms: QueueTerms): void {
  const entry = contact.entries[index]!
  counts.offered = 1
  addOutcome(counts, entry, terms)
  if (entry.outcome !== 'answered') return
  addHandling(counts, contact, index)
  if (contact.ratedShare === null) return
  if (contact.entries.slice(index + 1).some((later) => later.outcome === 'answered')) return
  counts.rated = 1
  counts.ratedMillionths = Math.round(contact.ratedShare * 1_000_000)
}

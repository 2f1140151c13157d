import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { customerOfPhone, normaliseNumber } from '#core/event/customer-key.ts'
import { comparePositions } from '#core/event/log-position.ts'
import type { Site } from '#core/site/site-schema.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import type { Secrets } from '#platform/secrets.ts'
import type { Notifications } from '#store/jobs/notifications/open-notifications.ts'
import type { EventLog } from '#store/log.ts'
import { createAggregateEvents } from '#store/postgres/aggregate-events.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import { type CustomerTraces, customerTraces, type WantedCustomer } from '#store/postgres/customer-traces.ts'
import type { Database } from '#store/postgres/database.ts'
import { noteErased } from '#store/postgres/erased-subjects.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { type EventGroup, groupKey } from '#store/postgres/event-removal.ts'
import { createPersonalErasure } from '#store/postgres/personal-erasure.ts'
import { eraseCustomerRecords } from '#store/postgres/record-erasure.ts'
import type { RejectedStore } from '#store/rejected.ts'
import { stillOpen } from './still-open.ts'

export interface ErasureContext {
  readonly database: Database
  readonly log: Pick<EventLog, 'appendSystem' | 'last'>
  readonly rejected: Pick<RejectedStore, 'list' | 'originalOf' | 'remove'>
  readonly notifications: Pick<Notifications, 'dead' | 'forget'>
  readonly secrets: Pick<Secrets, 'customerKey'>
  /** The set of the site file in force. */
  readonly site: () => Site
  /** The site's time, ms. */
  readonly now: () => number
  /** Told of archived events that cannot be folded. */
  readonly onFault: (error: Error) => void
}

/** What is there of a customer, as counts: who they are is told to nobody. */
export interface CustomerFound {
  readonly contacts: number
  readonly cases: number
  /** Promises, hand-offs, approvals, callbacks … */
  readonly others: number
  /** What is open, owed or on the line ("case/C1"): as long as there is some, nothing is erased. */
  readonly open: readonly string[]
}

export type Erasure = CustomerFound & {
  /** Archived events that held something of them. */
  readonly events: number
}

/** Subjects named in one event of the log. */
const AT_ONCE = 500
/** Digits by which numbers are found that are written in another way. */
const LAST_DIGITS = 7
const ARCHIVED_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 200
const MOST_DEAD = 1_000

/** The archive does not follow the log: what is not archived yet could not be erased in it. */
export class ArchiveBehind extends Error {
  constructor() {
    super('the archive is behind the log: try again once it has caught up')
  }
}

/** Whom a text names: a phone number, or the key by which a feed knows the customer. */
function wantedBy(text: string, { site, secrets }: ErasureContext): WantedCustomer {
  const { timezone } = site().site
  const hash = keyedHash(secrets.customerKey)
  const number = /^[+\d][\d\s().-]{4,}$/.test(text.trim()) ? normaliseNumber(text, timezone) : null
  const key = number === null ? null : customerOfPhone(text, timezone, hash)
  const digits = number?.replace(/\D/g, '') ?? ''
  return {
    keys: new Set([text, ...(key === null ? [] : [key])]),
    digits: digits.length < LAST_DIGITS ? null : digits.slice(-LAST_DIGITS),
    isTheirs: (phone) => number !== null && normaliseNumber(phone, timezone) === number,
  }
}

async function foundOf(
  { groups }: CustomerTraces,
  { database, site, now, onFault }: ErasureContext,
): Promise<CustomerFound> {
  const events = createAggregateEvents(database, site().site.id)
  const open = await stillOpen(groups, { events, site: site(), now: now(), onFault })
  const count = (kind: string) => groups.filter((group) => group.kind === kind).length
  const [contacts, cases] = [count('contact'), count('case')]
  return { contacts, cases, others: groups.length - contacts - cases, open: open.map(groupKey) }
}

/** What there is of a customer, by their number or key. */
export async function findCustomer(text: string, context: ErasureContext): Promise<CustomerFound> {
  const { database, site } = context
  return foundOf(await customerTraces(database, site().site.id, wantedBy(text, context)), context)
}

/**
 * Erases what says who a customer is, and what was written of them, in the archive, the live floors and with them
 * snapshots, the records by which cases are found, refused events and messages that were given up; what is counted stays. Nothing is done while something of
 * theirs is open or owed, or they are on the line. The record names who did it (`by`), and not of whom. May be done again at any time.
 */
export async function eraseCustomer(text: string, by: string, context: ErasureContext): Promise<Erasure> {
  const { database, site, now } = context
  const id = site().site.id
  const wanted = wantedBy(text, context)
  // What is open is read from the archive: of one that is behind, a case of a minute ago would not be among it.
  await untilArchived(context)
  const traces = await customerTraces(database, id, wanted)
  const found = await foundOf(traces, context)
  if (found.open.length > 0 || traces.groups.length === 0) return { ...found, events: 0 }
  // Before anything is erased: what is written of them from now on names nobody.
  await noteErased(database, id, traces.groups, now())
  await tellFloors(traces.groups, by, context)
  await untilArchived(context)
  const events = await eraseArchived(traces, context)
  await eraseElsewhere(text, wanted, traces.groups, context)
  const { contacts, cases, others } = found
  const detail = { contacts, cases, others, events }
  await writeAudit(database, id, [{ at: now(), who: by, action: 'customer.erased', subject: null, detail }])
  return { ...found, events }
}

async function tellFloors(groups: readonly EventGroup[], by: string, { log, site, now }: ErasureContext) {
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    const subjects = groups.slice(from, from + AT_ONCE).map(groupKey)
    const event = {
      ...{ id: randomUUID(), source: 'system/privacy', type: 'config.erased' },
      ...{ time: now(), subject: site().site.id, data: { subjects, by } },
    }
    await log.appendSystem([event], now())
  }
}

/** What stands in the log goes with it, once it is archived and a snapshot has what follows. */
async function untilArchived({ database, log, site }: ErasureContext): Promise<void> {
  const archive = createEventArchive(database, site().site.id)
  const upTo = await log.last()
  for (const began = performance.now(); comparePositions(await archive.position(), upTo) < 0; ) {
    if (performance.now() - began > ARCHIVED_WITHIN_MS) throw new ArchiveBehind()
    await wait(LOOK_EVERY_MS)
  }
}

async function eraseArchived(
  { groups, keys }: CustomerTraces,
  { database, site }: ErasureContext,
): Promise<number> {
  const erasure = createPersonalErasure(database, site().site.id, null)
  let erased = 0
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    const part = groups.slice(from, from + AT_ONCE)
    const events = await erasure.eventsOf(part)
    await database.transaction().execute(async (transaction) => {
      erased += await erasure.erase(transaction, events)
      await erasure.settled(transaction, part)
    })
  }
  await database.transaction().execute(async (transaction) => {
    for (const key of keys) await eraseCustomerRecords(transaction, site().site.id, key)
  })
  return erased
}

/** Refused events that name them, and messages about their cases that were given up. */
async function eraseElsewhere(
  text: string,
  wanted: WantedCustomer,
  groups: readonly EventGroup[],
  { rejected, notifications, site }: ErasureContext,
): Promise<void> {
  const names = [text, ...wanted.keys, ...(wanted.digits === null ? [] : [wanted.digits])]
  for (const { id } of site().feeds) {
    const kept = await rejected.list(id)
    const theirs = kept.filter((event) => names.some((name) => rejected.originalOf(event)?.includes(name)))
    await rejected.remove(id, theirs)
  }
  const about = new Set(groups.map(groupKey))
  for (const { notification } of await notifications.dead(MOST_DEAD))
    if (about.has(notification.conversation)) await notifications.forget(notification.id)
}

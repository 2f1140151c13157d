import { z } from 'zod'
import { keysOf } from '../collections/keys-of.ts'

/** What `POST /api/v1/events` takes at most in one request (contract §3); not settable. */
export const REQUEST_BYTES = 1024 * 1024
export const REQUEST_EVENTS = 1_000

const count = (least: number, usual: number) => z.number().int().min(least).default(usual)

/**
 * Every limit of a site, in one place (`limits:` of the site file). The usual ones lie far above what a hall of 600
 * agents does (some 50 events a second), so that whoever meets one is broken, or means harm.
 */
export const limitsSchema = z.strictObject({
  /** Events a second that one feed may send for long, and how many at once after a pause (a backlog). */
  eventsPerSec: count(1, 2_000),
  eventsAtOnce: count(1, 100_000),
  /** Bytes a second that one feed may send for long, and at once after a pause. */
  bytesPerSec: count(1_024, 4 * 1024 * 1024),
  bytesAtOnce: count(1_024, 64 * 1024 * 1024),
  /**
   * Milliseconds a second for which a server may be held up, in the long run, by folding what one feed sends and showing
   * what that changes; and how many at once. A feed whose events cost more than those of others may send fewer. A tenth
   * of `eventsPerSec` costs nothing while the server has time to spare.
   */
  foldMsPerSec: count(1, 200),
  foldMsAtOnce: count(1, 2_000),
  /** Subjects (contacts, cases, …) a minute that one feed names for the first time. */
  newPerMinute: count(1, 60_000),
  /**
   * Events of one contact, case, promise, hand-off, approval or callback, and of one agent within four days, that are
   * folded; what comes beyond them goes to the archive only.
   */
  eventsPerEntity: count(100, 10_000),
  /**
   * Callbacks of one customer, and calls to them since one of those was asked for, among which it is looked for attempts. A
   * customer of more is no customer but a slip of a feed, such as one key for all who hide their number: then a call is an
   * attempt only at the callback that it names.
   */
  callbacksPerCustomer: count(1, 20),
  callsPerCallback: count(1, 100),
  /** Bytes of one event. */
  eventBytes: count(1_024, 16 * 1024),
  /** Characters, as JSON, of what one event says beyond the fields that we know; it goes to the archive only. */
  unknownChars: count(0, 2_048),
  /** Queues and agents that one feed may name though no site file does. */
  queuesPerFeed: count(0, 2_000),
  agentsPerFeed: count(0, 20_000),
  /**
   * Commands a second of one person or token, over all their screens, and what they send by HTTP that changes something;
   * and how many at once after a pause.
   */
  commandsPerSec: count(1, 20),
  commandsAtOnce: count(1, 200),
  /**
   * Calls for a lead and requests for approval of one person or token, of which colleagues are told at once: how many at
   * once, and after how many seconds another.
   */
  asksAtOnce: count(1, 20),
  askSec: count(1, 60),
  /** How often a second one screen asks for another view, and how many times at once after a pause. */
  watchesPerSec: count(1, 5),
  watchesAtOnce: count(1, 20),
  /**
   * Searches a second of one person or token, and how many at once after a pause: who types asks several times a word, who
   * tries out numbers thousands of times.
   */
  searchesPerSec: count(1, 2),
  searchesAtOnce: count(1, 100),
  /** Events of a case's timeline in one answer. */
  timelineEvents: count(1, 1_000),
  /**
   * Refused tries to sign in at one account from one address (of IPv6 a /64) or one known device, and at one's present
   * password: how many at once, and after how many seconds another may be made.
   */
  triesAtOnce: count(1, 5),
  trySec: count(1, 120),
  /** Refused tries at all accounts from one address: an office has many people who mistype. */
  addressTriesAtOnce: count(1, 300),
  addressTrySec: count(1, 3),
  /** Refused tries at one account from anywhere but known devices and addresses. */
  accountTriesAtOnce: count(1, 100),
  accountTrySec: count(1, 36),
  /** Wrong codes of one account's second factor, at one known device, or from anywhere else. */
  codesAtOnce: count(1, 10),
  codeSec: count(1, 600),
  /** Wrong tokens from one address. */
  tokensAtOnce: count(1, 60),
  tokenSec: count(1, 2),
  /** Links of alerts and departments that one address (of IPv6 a /64) opens or presses a second, and at once after a pause. */
  linksPerSec: count(1, 2),
  linksAtOnce: count(1, 60),
  /** Codes by which televisions are paired that one address asks for or tries a second, and at once after a pause. */
  screenCodesPerSec: count(1, 1),
  screenCodesAtOnce: count(1, 30),
  /** Test messages to a person's own contact methods, and wrong codes of them: at once, and after how many seconds another. */
  methodTriesAtOnce: count(1, 6),
  methodTrySec: count(1, 60),
  /** People who wait at a server for their password to be looked at. */
  signInsWaiting: count(1, 1_000),
  /** Reports that wait at a server for their turn to read the archive. */
  reportsWaiting: count(1, 40),
  /** Seconds in which a request must have arrived whole, its body included. */
  requestSec: count(2, 30),
})

export type Limits = z.infer<typeof limitsSchema>
export type LimitName = keyof Limits

/** Every limit by its name in the site file. */
export const limitNames: readonly LimitName[] = keysOf(limitsSchema.shape)

export const usualLimits: Limits = limitsSchema.parse({})

const known = new WeakMap<object, Limits>()

/** The limits in force: of the site file, and the usual ones for those that there were not when it was applied. */
export function siteLimits(site: { readonly limits?: Partial<Limits> | undefined }): Limits {
  if (site.limits === undefined) return usualLimits
  const there = known.get(site.limits)
  if (there !== undefined) return there
  const limits = { ...usualLimits, ...site.limits }
  known.set(site.limits, limits)
  return limits
}

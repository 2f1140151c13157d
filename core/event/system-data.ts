import { z } from 'zod'
import { channelKinds } from './channel-kinds.ts'
import { idText } from './event-data.ts'

/**
 * The `data` of every event type that only the system writes (contract §3), as zod schemas: what rules say, what becomes
 * of alerts, what is known of feeds, which site file is in force. They type what is read and are held against what is
 * written by tests; the log's own readers never judge by them.
 */
const eventName = z.looseObject({ source: z.string(), id: z.string() })
const instantText = z.string()

const transition = {
  rule: z.string(),
  subject: z.string().optional(),
  run: z.number(),
  start: eventName,
  stage: z.number().optional(),
  dueAt: instantText.optional(),
  cause: eventName.optional(),
}
const passed = z.looseObject(transition)
/** What raises an alert says what it is about. */
const raising = z.looseObject({
  ...transition,
  severity: z.enum(['info', 'warning', 'critical']),
  title: z.record(z.string(), z.string()).optional(),
  case: z.string().nullish(),
  team: z.string().nullish(),
})

const transitionTo = z.enum(['running', 'warned', 'breached', 'paused', 'met', 'late', 'cleared', 'released'])

const hand = { until: instantText.optional(), note: z.string().nullish() }

const recipient = { person: z.string().nullish(), department: z.string().nullish() }
const called = z.looseObject({
  ...recipient,
  as: z.string(),
  how: z.enum(['loud', 'soft', 'silent', 'held']),
  until: instantText.optional(),
  reason: z.enum(['quiet', 'cap']).optional(),
})

const receipt = {
  telling: z.string(),
  alerts: z.array(z.string()).optional(),
  conversation: z.string().optional(),
  ...recipient,
  channel: z.enum(channelKinds),
  digest: z.string().optional(),
}

export const systemData = {
  'rule.running': passed,
  'rule.warned': raising,
  'rule.breached': raising,
  'rule.paused': passed,
  'rule.met': passed,
  'rule.late': passed,
  'rule.cleared': passed,
  'rule.released': passed,
  'rule.voided': z.looseObject({
    ...transition,
    voids: z.string(),
    said: transitionTo,
    saidAt: instantText.optional(),
  }),

  'alert.acked': z.looseObject({ by: z.string(), ...hand }),
  'alert.snoozed': z.looseObject({ by: z.string(), ...hand }),
  'alert.assigned': z.looseObject({ by: z.string(), to: z.string(), ...hand }),
  'alert.undone': z.looseObject({ by: z.string(), voids: z.string() }),
  'alert.called': z.looseObject({
    about: z.enum(['alert', 'handoff', 'assist', 'approval', 'given', 'callback']),
    conversation: z.string(),
    route: z.string(),
    firing: z.string(),
    round: z.number(),
    step: z.number(),
    gravity: z.number(),
    called: z.array(called),
    missing: z.array(z.looseObject({ as: z.string(), reason: z.string() })),
  }),
  'alert.told': z.looseObject({
    ...receipt,
    edited: z.boolean().optional(),
    again: z.boolean().optional(),
  }),
  'alert.untold': z.looseObject({
    ...receipt,
    reason: z.string().optional(),
    final: z.boolean().optional(),
    attempt: z.number().optional(),
  }),
  'alert.duty': z.looseObject({
    roster: z.string(),
    from: instantText,
    to: instantText,
    person: z.string().nullish(),
    by: z.string(),
  }),

  'feed.counted': z.looseObject({
    duplicate: z.number().optional(),
    rejected: z.number().optional(),
    clamped: z.number().optional(),
  }),
  'feed.state': z.looseObject({
    state: z.enum(['live', 'down']),
    why: z.string().nullish(),
    since: instantText.optional(),
    lagSec: z.number().nullish(),
    missing: z.array(z.string()).optional(),
    acts: z.array(z.string()).optional(),
  }),
  'feed.gap': z.looseObject({
    from: instantText,
    to: instantText,
    calls: z.record(z.string(), z.number()).nullish(),
  }),

  'config.applied': z.looseObject({
    version: z.number().optional(),
    by: z.string().optional(),
    site: z.unknown(),
  }),
  /** Personal data of what it names ("contact/K1") was erased: whoever holds it takes it out. */
  'config.erased': z.looseObject({ subjects: z.array(z.string()), by: z.string().optional() }),
  'config.forgotten': z.looseObject({ kind: z.enum(['queue', 'agent']), by: z.string().optional() }),
  /** By it an agent takes back the link of a contact, its subject, to a case; without one to whichever it has. */
  'system.link_withdrawn': z.looseObject({ case: idText.optional() }),
  /** By it somebody takes an event of theirs back. */
  'system.event_withdrawn': z.looseObject({ event: idText }),
  'clock.stepped': z.looseObject({ seconds: z.number() }),
  'log.unreadable': z.looseObject({ why: z.string(), raw: z.string() }),
} as const

export type SystemType = keyof typeof systemData

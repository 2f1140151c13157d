import { aboutTransition } from '../alerts/about-transition.ts'
import { MINUTE } from '../alerts/alerts-for-test.ts'
import { ruleEvent, voidedEvent } from '../alerts/rule-event.ts'
import { compileCalendars } from '../calendars/compile-calendars.ts'
import type { AnyEvent } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { instantText } from '../rows/row.ts'
import { type Site, siteSchema } from '../site/site-schema.ts'
import { stepEvent } from './escalation-step.ts'
import { givenSince } from './given-since.ts'
import type { ContactMethod, Notification } from './notification.ts'
import type { QuietHours } from './person-contact-methods.ts'
import { createPlanner } from './planner.ts'
import { type PlanningContext, sitePlan } from './planning-context.ts'
import { stillWanted } from './still-wanted.ts'

/** How a message fared, for tests to say otherwise: it arrives unless they do. */
export type Fate = 'arrives' | 'fails' | 'waits'

export interface PlayOptions {
  readonly site: unknown
  readonly began: number
  readonly quiet?: Readonly<Record<string, QuietHours>>
  /** Ways beside the screen; mail unless said. */
  readonly methods?: (person: string) => readonly ContactMethod[]
  readonly fate?: (notification: Notification, at: number) => Fate
}

/** A message that arrived. */
export interface Arrived {
  readonly at: number
  readonly notification: Notification
}

/** A site whose time the test lets pass: what falls due is said, planned and sent as the workers would do it. */
export interface Play {
  readonly floor: Floor
  readonly arrived: readonly Arrived[]
  /** What waits to be sent, if its fate says so. */
  readonly waiting: readonly Notification[]
  planning(): PlanningContext
  /** Lets time pass to this many minutes after the beginning. */
  to(minutes: number): void
  /** Something happens now. */
  happens(type: string, subject: string, data?: object, source?: string): void
  /** Sends what waits, if it is still wanted. */
  sendWaiting(): void
  /** Each message as "minutes who: subjects". */
  messages(): string[]
  /** The whole thing begun anew from the log alone, as after a crash. */
  crash(): void
}

const mailOf = (person: string): ContactMethod[] => [
  { channel: 'mail', target: 'post', address: `${person}@example.test` },
]

export function playAlerts({ site: file, began, quiet = {}, methods = mailOf, fate }: PlayOptions): Play {
  const site: Site = siteSchema.parse(file)
  const compiled = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays: () => null })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
  const plan = sitePlan(site, compiled.calendars)
  const floor = createFloor({ site, keepTransitions: true })
  const arrived: Arrived[] = []
  let waiting: Notification[] = []
  let planner = createPlanner()
  let seq = 0
  let now = began

  const planning = (): PlanningContext => ({
    ...plan,
    floor,
    now,
    methods: (person) => [{ channel: 'app', target: null, address: null }, ...methods(person)],
    quiet: (person) => quiet[person] ?? null,
  })

  function log(event: AnyEvent): void {
    floor.apply({ pos: `${++seq}-0`, at: now, event })
  }

  function sayRules(): boolean {
    const pending = [...floor.pendingRuleEvents().values()]
    for (const { what, transition, takenBack } of pending)
      log(
        what === 'say'
          ? ruleEvent(transition, takenBack, (its) => aboutTransition(its, floor, site))
          : voidedEvent(transition, takenBack, now),
      )
    return pending.length > 0
  }

  function outcome(notification: Notification, type: 'alert.told' | 'alert.untold'): void {
    const { id, conversation, to, way, kind } = notification
    const alerts = notification.alerts.map(({ alert }) => alert)
    const data = { telling: id, alerts, conversation, [to.is]: to.id, channel: way.channel, kind }
    const emitted =
      type === 'alert.told'
        ? { edited: way.channel === 'push' && notification.quiet === true }
        : { reason: 'no', final: true }
    const event = {
      id: `${type}/${id}`,
      source: 'system/delivery',
      type,
      time: now,
      subject: alerts[0] ?? conversation,
    }
    log({ ...event, data: { ...data, ...emitted } })
  }

  function send(notification: Notification): void {
    const fared = fate?.(notification, now) ?? 'arrives'
    if (fared === 'waits') {
      if (!waiting.some(({ id }) => id === notification.id)) waiting.push(notification)
      return
    }
    outcome(notification, fared === 'arrives' ? 'alert.told' : 'alert.untold')
    if (fared === 'arrives') arrived.push({ at: now, notification })
  }

  /** All that follows at one instant, until nothing more does. */
  function settle(): void {
    for (;;) {
      const spoke = sayRules()
      planner.touch(floor.takeChanged())
      const steps = planner.takeSteps(planning())
      for (const step of steps) log(stepEvent(step))
      planner.touch(floor.takeChanged())
      const more = planner.takeSteps(planning())
      for (const step of more) log(stepEvent(step))
      const notifications = planner.takeNotifications(planning())
      for (const notification of notifications) send(notification)
      if (!spoke && steps.length + more.length + notifications.length === 0) return
    }
  }

  floor.advance(began)
  planner.touchAll({ floor })
  settle()

  return {
    floor,
    arrived,
    get waiting() {
      return waiting
    },
    planning,
    to(minutes) {
      const end = began + minutes * MINUTE
      while (now < end) {
        const next = [floor.nextInstant(), planner.nextInstant(), end].filter((at) => at !== null)
        now = Math.max(now, Math.min(...next.filter((at) => at > now)))
        floor.advance(now)
        settle()
      }
    },
    happens(type, subject, data = {}, source = 'crm') {
      log({ id: `e${++seq}`, source, type, time: now, subject, data: { ...data } })
      settle()
    },
    sendWaiting() {
      const before = waiting
      waiting = []
      for (const notification of before) {
        const wanted = stillWanted(notification, planning())
        if (wanted === null) continue
        outcome(wanted, 'alert.told')
        arrived.push({ at: now, notification: wanted })
      }
      settle()
    },
    messages: () =>
      arrived.map(({ at, notification }) => {
        const about = notification.alerts.map(({ subject, rule }) => `${rule} ${subject}`).join(', ')
        return `${(at - began) / MINUTE} ${notification.to.id} ${notification.kind}: ${about}`
      }),
    crash() {
      planner = createPlanner()
      planner.touchAll({ floor })
      for (const some of givenSince(floor, now - 60 * MINUTE)) planner.touch(some)
      settle()
    },
  }
}

/** When somebody acknowledged, it holds until then. */
export const untilTime = (began: number, minutes: number) => instantText(began + minutes * MINUTE)

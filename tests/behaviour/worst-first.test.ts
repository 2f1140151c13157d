import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostSevereNew, ringsSince } from '#app/_alert-sound/new-alerts.ts'
import { toneOf } from '#app/wall/use-alert-tone.ts'
import { compareAlerts, severities, weightOfRow } from '#core/alerts/alert-order.ts'
import { compareForAttention, conversationsOf } from '#core/alerts/conversation.ts'
import { worstBreached } from '#core/cases/clocks/clock-list.ts'
import type { Notification, NotifiedAlert } from '#core/notify/notification.ts'
import { worstFirst } from '#core/notify/notification-of.ts'
import { type AlertRow, instantText } from '#core/rows/row.ts'
import type { ClockState } from '#core/rules/judge.ts'
import { scoreOf } from '#store/jobs/notifications/lane-of.ts'
import { foldDigest } from '#workers/delivery/fold-digest.ts'

const BEGAN = Date.UTC(2026, 0, 5, 12)
const MINUTE = 60_000

/** Open alerts of one person, each of a rule and a case of its own; few minutes, so that many are equal. */
const alerts: fc.Arbitrary<AlertRow[]> = fc
  .array(
    fc.record({
      severity: fc.constantFrom(...severities),
      step: fc.integer({ min: 0, max: 2 }),
      raised: fc.integer({ min: 0, max: 5 }),
      due: fc.option(fc.integer({ min: 0, max: 5 })),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    list.map(({ severity, step, raised, due }, number): AlertRow => {
      const raisedAt = instantText(BEGAN + raised * MINUTE)
      const told = [{ person: 'lin', at: raisedAt, how: 'loud' as const }]
      return {
        ...{ id: `a${number}`, rule: `r${number}`, subject: `case/C${number}`, case: `C${number}`, severity },
        ...{
          title: {},
          team: null,
          state: 'open',
          step,
          raisedAt,
          ackedBy: null,
          ackedAt: null,
          about: null,
        },
        dueAt: due === null ? null : instantText(BEGAN + due * MINUTE),
        told,
      }
    }),
  )

const notified = ({
  id,
  rule,
  subject,
  severity,
  step,
  raisedAt,
  dueAt,
  ...row
}: AlertRow): NotifiedAlert => ({
  ...{ alert: id, rule, subject, severity, case: row.case, title: row.title, team: row.team },
  breached: step > 0,
  raisedAt: Date.parse(raisedAt),
  dueAt: dueAt === null ? null : Date.parse(dueAt),
})

function messageAbout(list: readonly AlertRow[]): Notification {
  const about = worstFirst(list.map(notified))
  return {
    ...{ id: list.map(({ id }) => id).join(), kind: 'alert', conversation: 'case/C', at: BEGAN },
    to: { is: 'person', id: 'lin', name: 'Lin', language: 'en' },
    way: { channel: 'mail', target: 'smtp', address: 'lin@example.test' },
    ...{ step: 0, round: 0, severity: about[0]?.severity ?? 'info', alerts: about },
    counts: { info: 0, warning: 0, critical: 0 },
  } as Notification
}

const clockOf = ({ rule, subject, dueAt, raisedAt }: AlertRow): ClockState => ({
  ...{ rule, subject, run: 1, state: 'breached', startedAt: BEGAN },
  dueAt: Date.parse(dueAt ?? raisedAt),
})

test('screen, mail, digest, phone, sound and wall lead with the same of the same alerts', () => {
  fc.assert(
    fc.property(alerts, (rows) => {
      const leading = conversationsOf(rows)[0]?.worst.id
      expect(worstFirst(rows.map(notified))[0]?.alert).toBe(leading)

      const messages = rows.map((row) => messageAbout([row]))
      const [first, ...others] = messages
      if (first !== undefined) expect(foldDigest([first, ...others]).alerts[0]?.alert).toBe(leading)
      const sounded = rows
        .filter((row) => ringsSince('lin', row) !== undefined)
        .map((alert) => ({ alert, key: alert.id }))
      expect(mostSevereNew(sounded, new Set())?.alert.id).toBe(leading)

      // What waits for a phone or a robot's limit: of several, none goes before the one that leads.
      const scores = new Map(messages.map((message) => [message.alerts[0]?.alert, scoreOf(message)]))
      expect(scores.get(leading)).toBe(Math.min(...scores.values()))

      const breached = rows.filter(({ step }) => step > 0)
      const onScreen = conversationsOf(breached)[0]?.worst
      const severityOf = (rule: string) => rows.find((row) => row.rule === rule)?.severity ?? 'info'
      expect(worstBreached(breached.map(clockOf), severityOf)?.rule).toBe(onScreen?.rule)
      expect(toneOf(breached) ?? undefined).toBe(onScreen?.severity)
    }),
  )
})

test('severity counts before the breach, the breach before the due', () => {
  const [critical, breached, soon, later] = [
    { id: 'd', severity: 'critical', isBreached: false, at: 9 },
    { id: 'c', severity: 'warning', isBreached: true, at: 9 },
    { id: 'b', severity: 'warning', isBreached: false, at: 1 },
    { id: 'a', severity: 'warning', isBreached: false, at: 2 },
  ] as const
  expect([later, soon, breached, critical].sort(compareAlerts)).toEqual([critical, breached, soon, later])
})

test('on a screen what somebody has taken stands behind all that nobody has', () => {
  fc.assert(
    fc.property(alerts, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (rows, taken) => {
      const some = rows.map((row, place): AlertRow => (taken[place] ? { ...row, state: 'acked' } : row))
      const sorted = some.toSorted(compareForAttention)
      expect(sorted.map(({ state }) => state)).toEqual(
        sorted
          .map(({ state }) => state)
          .toSorted()
          .reverse(),
      )
      for (const state of ['open', 'acked'] as const) {
        const its = sorted.filter((row) => row.state === state)
        expect(its).toEqual(its.toSorted((a, b) => compareAlerts(weightOfRow(a), weightOfRow(b))))
      }
    }),
  )
})

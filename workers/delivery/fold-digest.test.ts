import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ContactMethod, Notification, NotifiedAlert } from '#core/notify/notification.ts'
import { foldDigest } from './fold-digest.ts'

const method: ContactMethod = { channel: 'dingtalk', target: 'group', address: null }
const severities = ['critical', 'warning', 'info'] as const

function alert(
  index: number,
  severity: NotifiedAlert['severity'],
  dueAt: number | null = null,
): NotifiedAlert {
  const id = `a${index}`
  return {
    ...{ alert: id, rule: 'r', severity, subject: `case/${id}`, case: id, title: {}, team: null },
    ...{ breached: true, raisedAt: index, dueAt },
  }
}

/** A telling of these alerts, and of so many more that it only counts. */
function notificationOf(id: string, alerts: NotifiedAlert[], unnamed = 0): Notification {
  const counts = { critical: 0, warning: 0, info: unnamed }
  for (const { severity } of alerts) counts[severity]++
  return {
    ...{ id, kind: 'alert', conversation: id, way: method, step: 0, round: 0, alerts, counts, at: 0 },
    to: { is: 'person', id: 'lea', name: 'Lea', language: 'en' },
    severity: alerts[0]?.severity ?? 'info',
  }
}

test('whatever is folded, each alert is counted once, and the worst come first', () => {
  const anyAlert = fc.tuple(fc.nat(30), fc.constantFrom(...severities))
  fc.assert(
    fc.property(
      fc.array(fc.array(anyAlert, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 }),
      (groups) => {
        // An alert has one severity at a time.
        const priority = new Map<number, NotifiedAlert['severity']>()
        for (const [index, severity] of groups.flat()) if (!priority.has(index)) priority.set(index, severity)
        const alertsOf = (group: [number, string][]) =>
          [...new Set(group.map(([index]) => index))].map((index) => alert(index, priority.get(index)!))
        const [first, ...more] = groups.map((group, index) => notificationOf(`t${index}`, alertsOf(group)))
        const { counts, alerts, severity } = foldDigest([first!, ...more])
        expect(counts.critical + counts.warning + counts.info).toBe(priority.size)
        const ranks = alerts.map((one) => severities.indexOf(one.severity))
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
        expect(severity).toBe(alerts[0]!.severity)
      },
    ),
  )
})

test('what a digest counts without naming it is counted on', () => {
  const folded = foldDigest([
    notificationOf('a', [alert(1, 'warning')], 7),
    notificationOf('b', [alert(2, 'critical')]),
  ])
  expect(folded.counts).toEqual({ critical: 1, warning: 1, info: 7 })
  expect(folded).toMatchObject({ kind: 'digest', severity: 'critical' })
})

test('of equals the one that is longest overdue comes first', () => {
  const folded = foldDigest([
    notificationOf('a', [alert(1, 'critical', 900)]),
    notificationOf('b', [alert(2, 'critical', 100)]),
  ])
  expect(folded.alerts.map(({ alert: id }) => id)).toEqual(['a2', 'a1'])
})

test('the same tellings are always the same digest', () => {
  const some = [notificationOf('a', [alert(1, 'info')]), notificationOf('b', [alert(2, 'info')])] as const
  expect(foldDigest(some).id).toBe(foldDigest(some).id)
  expect(foldDigest([some[0]]).id).not.toBe(foldDigest(some).id)
})

import type { ContactMethod, Notification, NotifiedAlert } from '#core/notify/notification.ts'
import type { Severity } from '#core/rows/row.ts'

/** 14:30 in Shanghai. */
export const DUE_AT = Date.parse('2026-03-02T06:30:00Z')

export function alertOfNotification(
  id: string,
  severity: Severity = 'critical',
  fields: Partial<NotifiedAlert> = {},
): NotifiedAlert {
  return {
    ...{
      alert: id,
      rule: 'complaint-unanswered',
      severity,
      subject: `case/${id}`,
      case: id,
      team: 'billing',
    },
    title: { en: 'Complaint unanswered', 'zh-CN': '投诉无人回复', 'zh-TW': '客訴無人回覆' },
    ...{ breached: true, raisedAt: DUE_AT, dueAt: DUE_AT },
    ...fields,
  }
}

/** One alert told to one person. */
export function notification(
  id: string,
  method: ContactMethod,
  fields: Partial<Notification> = {},
): Notification {
  const alerts = fields.alerts ?? [alertOfNotification(id)]
  const severity = fields.severity ?? alerts[0]?.severity ?? 'info'
  const counts = { info: 0, warning: 0, critical: 0 }
  for (const alert of alerts) counts[alert.severity]++
  return {
    ...{ id: `t-${id}`, kind: 'alert', conversation: `case/${id}`, way: method, step: 0, round: 0 },
    to: { is: 'person', id: 'lea', name: 'Lea', language: 'en' },
    ...{ severity, alerts, counts, at: DUE_AT },
    ...fields,
  }
}

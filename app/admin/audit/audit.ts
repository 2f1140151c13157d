/** `GET /api/v1/audit`: who did or saw what. Instants are RFC 3339. */
export interface AuditAnswer {
  records: AuditEntry[]
  /** Where the next page begins; null: this is the last one. */
  next: string | null
}

export interface AuditEntry {
  id: string
  at: string
  who: string
  action: string
  subject: string | null
  detail: Record<string, unknown>
}

/** What one may look for: the beginnings of actions that belong together. */
export const auditKinds = [
  ...(['sign-in.', 'signed-', 'password.', 'second-factor.', 'session', 'token.', 'screen.'] as const),
  ...(['access.', 'unmasked', 'department-link.', 'retention.', 'rejected.', 'customer.', 'pbx.'] as const),
]

/** The address of one page of records. */
export function auditPath(kind: string, after: string | null): string {
  const query = new URLSearchParams({ limit: '100' })
  if (kind !== '') query.set('action', kind)
  if (after !== null) query.set('after', after)
  return `/api/v1/audit?${query}`
}

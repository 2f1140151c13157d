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

/** What one may look for: actions that belong together, by how they begin. Each action is of one kind. */
export const auditKinds = {
  'sign-in': ['sign-in.'],
  signed: ['signed-'],
  session: ['session'],
  password: ['password.'],
  'second-factor': ['second-factor.'],
  token: ['token.'],
  screen: ['screen.'],
  access: ['access.'],
  unmasked: ['unmasked'],
  exports: ['table.', 'site.exported'],
  audit: ['audit.'],
  site: ['site.changed', 'target.'],
  'department-link': ['department-link.'],
  link: ['handoff.', 'alert.', 'assist.', 'approval.', 'case.'],
  delivery: ['delivery.'],
  pbx: ['pbx.'],
  rejected: ['rejected.'],
  customer: ['customer.', 'name.'],
  retention: ['retention.'],
} as const
export type AuditKind = keyof typeof auditKinds

/** The address of one page of records; `kind` '': of all kinds. */
export function auditPath(kind: AuditKind | '', after: string | null): string {
  const query = new URLSearchParams({ limit: '100' })
  if (kind !== '') query.set('action', auditKinds[kind].join(','))
  if (after !== null) query.set('after', after)
  return `/api/v1/audit?${query}`
}

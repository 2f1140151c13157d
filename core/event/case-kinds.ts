/** What a case may be (contract §3). */
export const caseKinds = ['complaint', 'request', 'inquiry', 'suggestion', 'incident'] as const
export type CaseKind = (typeof caseKinds)[number]

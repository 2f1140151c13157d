import type { WorkItem } from '../_work-items/work-item.ts'

/** What is put into somebody's hands: a case, or a callback by itself. */
export interface GivenWork {
  readonly type: 'case.assigned' | 'callback.assigned'
  readonly subject: string
}

/** What an entry is given away with: a callback by itself, all else with its case; null: it belongs to none. */
export function givenOf({ type, id, caseId }: Pick<WorkItem, 'type' | 'id' | 'caseId'>): GivenWork | null {
  if (type === 'callback') return { type: 'callback.assigned', subject: id }
  return caseId === null ? null : { type: 'case.assigned', subject: caseId }
}

/** What several entries are given away with, cases first, each once. */
export function givenOfAll(entries: readonly Pick<WorkItem, 'type' | 'id' | 'caseId'>[]): GivenWork[] {
  const found = new Map<string, GivenWork>()
  for (const item of entries) {
    const given = givenOf(item)
    if (given !== null) found.set(`${given.type} ${given.subject}`, given)
  }
  const all = [...found.values()]
  return [
    ...all.filter(({ type }) => type === 'case.assigned'),
    ...all.filter(({ type }) => type !== 'case.assigned'),
  ]
}

import type { WorkItem } from '../_work-items/work-item.ts'

/** What is put into somebody's hands: a case, a callback by itself, or a caller who was missed, by a callback to them. */
export interface GivenWork {
  readonly type: 'case.assigned' | 'callback.assigned' | 'callback.requested'
  /** Of a caller who was missed: their contact, whose id the callback bears. */
  readonly subject: string
  /** Of a caller who was missed: the queue that calls them back. */
  readonly queue?: string
}

type Giving = Pick<WorkItem, 'type' | 'id' | 'caseId' | 'queue'>

/**
 * What an entry is given away with: a callback by itself, a missed caller by a callback, what belongs to a case with it;
 * null: by nothing. An approval stays with who was asked, and a caller who waits with their queue.
 */
export function givenOf({ type, id, caseId, queue }: Giving): GivenWork | null {
  if (type === 'callback') return { type: 'callback.assigned', subject: id }
  if (type === 'recovery') return queue === null ? null : { type: 'callback.requested', subject: id, queue }
  return caseId === null || type === 'approval' || type === 'contact'
    ? null
    : { type: 'case.assigned', subject: caseId }
}

/** Whether an entry can be chosen with others to be given away: not a hand-off, of which one would not expect its case to go. */
export const isGivenTogether = (item: Giving): boolean => item.type !== 'handoff' && givenOf(item) !== null

/** What several entries are given away with, cases first, each once. */
export function givenOfAll(entries: readonly Giving[]): GivenWork[] {
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

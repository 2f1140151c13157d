import type { CaseRow } from '#core/rows/case-rows.ts'

/** What a case is called: what it is about, else who its customer is, never an id of ours; null: it says neither. */
export function caseHeadline({
  title,
  name,
  phone,
}: Pick<CaseRow, 'title' | 'name' | 'phone'>): string | null {
  if (title != null && title !== '') return title
  return [name, phone].filter((each) => each != null && each !== '').join(' ') || null
}

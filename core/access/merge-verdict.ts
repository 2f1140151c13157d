import type { ActReader } from './relation.ts'
import { type AccessVerdict, allowed, refusal } from './verdict.ts'

interface RequestedChange {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The case in which one goes on, as far as rows say it. */
export function survivingCaseId(caseId: string, floor: Pick<ActReader, 'row'>): string {
  const seen = new Set<string>()
  let id = caseId
  for (let row = floor.row('case', id); row !== null && row.mergedInto !== null && !seen.has(id); ) {
    seen.add(id)
    id = row.mergedInto
    row = floor.row('case', id)
  }
  return id
}

/** Nothing is said of a case that went into another one, but that it comes out again. */
export function mergedVerdict({ type, subject }: RequestedChange, floor: ActReader): AccessVerdict {
  if (!type.startsWith('case.') || type === 'case.opened') return allowed
  const into = floor.row('case', subject)?.mergedInto ?? null
  if (type === 'case.unmerged')
    return into === null ? refusal('not_merged', `subject: case ${subject} was not merged`) : allowed
  return into === null ? allowed : refusal('merged', `subject: case ${subject} was merged into ${into}`)
}

/** A case goes into another one of the same customer that goes on itself. */
export function mergeVerdict(
  _who: unknown,
  { subject, data }: RequestedChange,
  floor: ActReader,
): AccessVerdict {
  const into = String(data.into)
  if (into === subject) return refusal('same_case', `data.into: case ${subject} cannot be merged into itself`)
  const target = floor.row('case', into)
  if (target !== null && target.mergedInto !== null) {
    if (survivingCaseId(into, floor) === subject)
      return refusal('circle', `data.into: case ${into} was merged into ${subject} itself`)
    return refusal('merged', `data.into: case ${into} was merged into ${target.mergedInto}`)
  }
  // What is owed to one customer would be owed by the rules for incidents from then on, which owe less.
  const isIncident = (id: string) => floor.row('case', id)?.kind === 'incident'
  if (isIncident(subject) !== isIncident(into))
    return refusal('other_customer', `data.into: only one of ${subject} and ${into} is an incident`)
  const [own, other] = [floor.row('case', subject)?.customer ?? null, target?.customer ?? null]
  if (own !== null && other !== null && own !== other)
    return refusal('other_customer', `data.into: case ${into} is of another customer`)
  return allowed
}

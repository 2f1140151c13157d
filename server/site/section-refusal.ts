import type { z } from 'zod'
import type { FaultWords } from '#core/config/fault-words.ts'
import { flattenIssues } from '#platform/flatten-issues.ts'
import { pathText } from '#platform/site-fault.ts'
import type { ApiAnswer } from '../api/answer.ts'
import type { Read } from '../api/read-json.ts'

interface SectionFault {
  /** Where in the site file. */
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** The same for a form, in its reader's language. */
  readonly words?: FaultWords
}

/** The refusal of a part of a site file that is being written: what is wrong, as a form says it at its field. */
export function sectionRefusal({ path, message, words }: SectionFault): ApiAnswer {
  const fault = { path: pathText(path), at: path, message, ...(words !== undefined && { words }) }
  return {
    status: 422,
    body: { code: 'faulty', message: `${fault.path}: ${message}`, faults: [fault] },
  }
}

/** Reads a part of a site file that is being written; `at`: where in the file it would stand. */
export function readSection<T>(schema: z.ZodType<T>, value: unknown, at: PropertyKey[]): Read<T> {
  const read = schema.safeParse(value)
  if (read.success) return { ok: true, value: read.data }
  const [fault] = flattenIssues(read.error.issues, at)
  return { ok: false, answer: sectionRefusal(fault!) }
}

import { z } from 'zod'
import { idText } from '#core/event/event-data.ts'
import type { CaseCursor, CaseFilter } from '#core/search/case-filter.ts'
import { isNumberQuery } from '#core/search/search-number.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import { ok, refuse } from '../api/answer.ts'
import type { Audited } from '../api/floor-routes.ts'
import type { ApiRoute } from '../api/route.ts'
import type { CaseList } from './case-list.ts'

const MOST = 500
const USUAL = 100

const word = z.string().min(1).max(128).optional()
const instant = z
  .string()
  .transform((text, context) => {
    const at = parseInstant(text)
    if (at !== null) return at
    context.addIssue({ code: 'custom', message: 'must be an RFC 3339 time with offset' })
    return z.NEVER
  })
  .optional()
const cursor = z
  .string()
  .transform((text, context) => {
    const at = readCursor(text)
    if (at !== null) return at
    context.addIssue({ code: 'custom', message: 'must be the next of an answer' })
    return z.NEVER
  })
  .optional()

const wanted = z.strictObject({
  state: z.enum(['open', 'waiting', 'resolved'], 'must be open, waiting or resolved').optional(),
  ...{ kind: word, cause: word, queue: word, team: word, owner: word, customer: word },
  text: z
    .string()
    .trim()
    .min(1)
    .max(200, 'may have 200 characters at most')
    .refine(
      (text) => !isNumberQuery(text),
      'a number goes in the body of a POST to /search, not in an address',
    )
    .optional(),
  from: instant,
  to: instant,
  after: cursor,
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL),
})

/** The last instant that there is a date for, ms. */
const LAST_MS = 8.64e15
const place = z.tuple([z.number().int().min(-LAST_MS).max(LAST_MS), idText])

const cursorText = ({ at, id }: CaseCursor) => Buffer.from(JSON.stringify([at, id])).toString('base64url')

function readCursor(text: string): CaseCursor | null {
  try {
    const read = place.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return read.success ? { at: read.data[0], id: read.data[1] } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Cases of any age, newest first, as far as the caller may see them. */
export function caseListRoutes(list: CaseList, audited: Audited): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/cases',
      for: 'staff',
      async answer({ viewer, query, floor }) {
        const read = wanted.safeParse(Object.fromEntries(query))
        if (!read.success) {
          const issue = read.error.issues[0]!
          return refuse(400, 'bad_request', `${issue.path.join('.') || 'query'}: ${issue.message}`)
        }
        const { after = null, limit, ...filter } = read.data
        const seen = await audited(viewer, 'cases', null)
        if (seen.kind === 'screen') return refuse(403, 'forbidden', 'cases: not yours to see')
        const page = await list(seen, filter satisfies CaseFilter, after, limit, floor)
        return ok({ ...page, next: page.next === null ? null : cursorText(page.next) })
      },
    },
  ]
}

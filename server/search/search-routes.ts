import { z } from 'zod'
import { isNumberQuery } from '#core/search/search-number.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { CallLimit } from '../api/call-limits.ts'
import type { Audited } from '../api/floor-routes.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import type { Search } from './search.ts'

/** More letters are no name, number or subject. */
const MOST_LETTERS = 200
const USUAL = 8
const MOST = 50

const wanted = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1, 'must have something to look for')
    .max(MOST_LETTERS, `may have ${MOST_LETTERS} characters at most`),
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL),
})
type Wanted = z.infer<typeof wanted>

/** Finding somebody or something: by `GET`, where it holds no number, and by `POST`, whose body no log keeps. */
export function searchRoutes(search: Search, audited: Audited, may: CallLimit): ApiRoute[] {
  async function found({ viewer, floor }: StaffRequest, { q, limit }: Wanted): Promise<ApiAnswer> {
    if (!may(viewer.id))
      return refuse(429, 'too_fast', 'too many searches: wait a moment', { 'Retry-After': '1' })
    const seen = await audited(viewer, 'search', null)
    if (seen.kind === 'screen') return refuse(403, 'forbidden', 'search: not yours to use')
    return ok(await search(seen, q, limit, floor))
  }
  return [
    {
      method: 'GET',
      path: '/search',
      for: 'staff',
      answer(request) {
        const read = wanted.safeParse(Object.fromEntries(request.query))
        if (!read.success) {
          const issue = read.error.issues[0]!
          return refuse(400, 'bad_request', `${issue.path.join('.') || 'query'}: ${issue.message}`)
        }
        if (isNumberQuery(read.data.q))
          return refuse(400, 'number_in_address', 'q: a number goes in the body of a POST, not in an address')
        return found(request, read.data)
      },
    },
    {
      method: 'POST',
      path: '/search',
      takesShare: true,
      for: 'staff',
      async answer(request) {
        const read = await readJson(request.req, wanted)
        return read.ok ? found(request, read.value) : read.answer
      },
    },
  ]
}

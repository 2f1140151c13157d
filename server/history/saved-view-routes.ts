import { z } from 'zod'
import { MOST_VIEWS, type SavedViews } from '#store/saved-views.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const body = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(60),
  query: z
    .string()
    .max(1_000)
    .regex(/^[\w\-.~%=&+:]*$/, 'must be what stands after "?" in an address'),
})

const noPerson = () => refuse(403, 'forbidden', 'only a person keeps views')
const noView = (id: string) => refuse(404, 'not_found', `no view ${id} of yours`)

/** Views of History that a person keeps for themself. */
export function savedViewRoutes(views: SavedViews): ApiRoute[] {
  const own =
    (answer: (request: StaffRequest, person: string) => Promise<ApiAnswer>) =>
    async (request: StaffRequest): Promise<ApiAnswer> =>
      request.viewer.kind === 'person' ? answer(request, request.viewer.id) : noPerson()
  const list = async (person: string) => ok({ views: await views.list(person) })
  return [
    { method: 'GET', path: '/me/views', for: 'staff', answer: own((_, person) => list(person)) },
    {
      method: 'POST',
      path: '/me/views',
      for: 'staff',
      answer: own(async ({ req }, person) => {
        const read = await readJson(req, body)
        if (!read.ok) return read.answer
        const { name, query } = read.value
        if (await views.save(person, name, query)) return list(person)
        return refuse(409, 'too_many', `you keep ${MOST_VIEWS} views already: remove one first`)
      }),
    },
    {
      method: 'DELETE',
      path: '/me/views/:id',
      for: 'staff',
      answer: own(async ({ params }, person) => {
        const id = params.id!
        return UUID.test(id) && (await views.remove(person, id)) ? list(person) : noView(id)
      }),
    },
  ]
}

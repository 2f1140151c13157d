import { z } from 'zod'
import type { Viewer } from '#core/access/viewer.ts'
import { idText } from '#core/event/event-data.ts'
import { screenSettingsSchema } from '#core/site/screen-settings-schema.ts'
import type { Auth } from '../auth/create-auth.ts'
import type { Requester } from '../auth/requester.ts'
import { type ApiAnswer, ok, refuse, tooManyAttempts } from './answer.ts'
import type { CallLimit } from './call-limits.ts'
import { readJson } from './read-json.ts'
import type { ApiRequest, ApiRoute, StaffRequest } from './route.ts'

const pairBody = z.union([
  z.strictObject({ code: z.string().min(1).max(32), board: idText, name: z.string().min(1).max(200) }),
  z.strictObject({ claim: z.string().min(1).max(128) }),
  z.strictObject({}),
])

const heartbeatBody = z.strictObject({ build: z.string().min(1).max(64) })
const setBody = z.strictObject({ board: idText, settings: screenSettingsSchema })
const asks = ['reload', 'identify'] as const

type Pairing = { code: string; board: string; name: string }
const isPairing = (body: object): body is Pairing => 'code' in body

const maySeeScreens = ({ viewer }: StaffRequest) => viewer.role === 'admin' || viewer.role === 'supervisor'
const notYours = () => refuse(403, 'forbidden', 'screens are for supervisors and admins')

async function claim(auth: Auth, claimText: string): Promise<ApiAnswer> {
  const claimed = await auth.screens.claim(claimText)
  return claimed.state === 'gone'
    ? refuse(404, 'not_found', 'claim: has run out: ask for a new code')
    : ok(claimed)
}

async function pairByCode(
  auth: Auth,
  { viewer, caller, floor }: ApiRequest & { caller: Requester | null; viewer: Viewer | null },
  body: Pairing,
): Promise<ApiAnswer> {
  if (viewer === null || caller === null || viewer.kind === 'screen')
    return refuse(401, 'unauthenticated', 'sign in to pair a screen')
  if (caller.first !== null || (viewer.role !== 'admin' && viewer.role !== 'supervisor')) return notYours()
  if (!floor.site.boards.some(({ id }) => id === body.board))
    return refuse(404, 'not_found', `board: no board ${body.board}`)
  const paired = await auth.screens.pair(body.code, { board: body.board, name: body.name, by: viewer.id })
  if (paired) await auth.screenPaired(viewer, body)
  return paired ? ok({ ok: true }) : refuse(404, 'not_found', 'code: no screen shows this code now')
}

/** Pairing of walls: a screen shows a code, a supervisor types it, the screen fetches its token. */
export function screenRoutes(auth: Auth, mayStart: CallLimit): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/screens/pair',
      for: 'anybody',
      async answer(request) {
        if (!mayStart(request.address)) return tooManyAttempts(10)
        const body = await readJson(request.req, pairBody)
        if (!body.ok) return body.answer
        if ('claim' in body.value) return claim(auth, body.value.claim)
        if (isPairing(body.value)) return pairByCode(auth, request, body.value)
        return ok(await auth.screens.start())
      },
    },
    {
      method: 'POST',
      path: '/screens/beat',
      for: 'known',
      async answer({ viewer, req }) {
        if (viewer.kind !== 'screen') return refuse(403, 'forbidden', 'only a paired screen has a beat')
        const body = await readJson(req, heartbeatBody)
        if (!body.ok) return body.answer
        const orders = await auth.screens.heartbeat(viewer.id, body.value.build)
        return orders === null ? refuse(404, 'not_found', 'screen: is paired no more') : ok(orders)
      },
    },
    ...asks.map(
      (what): ApiRoute => ({
        method: 'POST',
        path: `/screens/:id/${what}`,
        for: 'staff',
        async answer(request) {
          if (!maySeeScreens(request)) return notYours()
          const asked = await auth.screens.ask(request.params.id!, what)
          return asked
            ? ok({ ok: true })
            : refuse(404, 'not_found', `screen ${request.params.id}: is not paired`)
        },
      }),
    ),
    {
      method: 'PUT',
      path: '/screens/:id',
      for: 'staff',
      async answer(request) {
        if (!maySeeScreens(request)) return notYours()
        const body = await readJson(request.req, setBody)
        if (!body.ok) return body.answer
        const { board, settings } = body.value
        const known = new Set(request.floor.site.boards.map(({ id }) => id))
        const lost = [board, ...settings.boards].find((id) => !known.has(id))
        if (lost !== undefined) return refuse(404, 'not_found', `board: no board ${lost}`)
        return (await auth.arrangeScreen(request.params.id!, board, settings, request.viewer))
          ? ok({ ok: true })
          : refuse(404, 'not_found', `screen ${request.params.id}: is not paired`)
      },
    },
    {
      method: 'GET',
      path: '/screens',
      for: 'staff',
      answer: async (request) =>
        maySeeScreens(request) ? ok({ screens: await auth.screens.list(), at: new Date() }) : notYours(),
    },
    {
      method: 'DELETE',
      path: '/screens/:id',
      for: 'staff',
      async answer(request) {
        if (!maySeeScreens(request)) return notYours()
        const id = request.params.id!
        return (await auth.revokeScreen(id, request.viewer))
          ? ok({ ok: true })
          : refuse(404, 'not_found', `no screen ${id}`)
      },
    },
  ]
}

import { z } from 'zod'
import { instantText } from '#core/rows/row.ts'
import { isPublishedPassword, SHORTEST_PASSWORD } from '#core/site/published-secrets.ts'
import { type Auth, LONGEST_PASSWORD, type Sender } from '../auth/create-auth.ts'
import type { Requester } from '../auth/requester.ts'
import { readCookie } from '../auth/session-cookie.ts'
import type { Late } from '../auth/sign-in.ts'
import { isLocal } from '../http/is-local.ts'
import { type ApiAnswer, busy, ok, refuse, tooManyAttempts } from './answer.ts'
import { readJson } from './read-json.ts'
import type { ApiRequest, ApiRoute, KnownRequest } from './route.ts'

const password = z.string().min(1).max(1_024)
const code = z.string().min(1).max(64)
const signInBody = z.object({ login: z.string().min(1).max(254), password, code: code.optional() })
const changeBody = z.object({ current: password, next: password })

/** Every wrong pair of login and password gets the same answer, so that nobody learns which logins there are. */
const wrongPassword = () => refuse(401, 'wrong_password', 'login or password is wrong')

/** Asked of nobody's account: who types it learns nothing of which there are. */
const publishedPassword = () =>
  refuse(
    403,
    'published_password',
    'password: everybody can read this one, so it holds on the server itself alone; another: npm run site -- password LOGIN',
  )

const signInRefusals = {
  wrong_password: wrongPassword,
  code_required: () => refuse(401, 'code_required', 'code: the code of your second factor is asked for'),
  wrong_code: () => refuse(401, 'wrong_code', 'code: is wrong, or was used already'),
  second_factor_broken: () =>
    refuse(
      403,
      'second_factor_broken',
      'the second factor cannot be read with the key of secrets.json; an administrator takes it off: npm run site -- second-factor off LOGIN',
    ),
} as const

type Asked = Pick<ApiRequest, 'req' | 'address' | 'deadline'>

export const senderOf = ({ req, address, deadline }: Asked): Sender => ({
  ...{ address, deadline, origin: req.headers.origin },
  device: readCookie('device', req.headers.cookie),
  agent: req.headers['user-agent'] ?? null,
})

export const lateAnswer = ({ code, retryAfterSec }: Late) =>
  code === 'busy' ? busy(retryAfterSec) : tooManyAttempts(retryAfterSec)

async function signIn(auth: Auth, request: Asked & { caller: Requester | null }): Promise<ApiAnswer> {
  const body = await readJson(request.req, signInBody)
  if (!body.ok) return body.answer
  if (isPublishedPassword(body.value.password) && !isLocal(request.req)) return publishedPassword()
  const given = { ...body.value, code: body.value.code ?? null }
  const done = await auth.signIn(given, { ...senderOf(request), before: request.caller })
  if (done.ok)
    return ok({ person: done.person, mustChangePassword: done.mustChange }, { 'Set-Cookie': done.cookies })
  return 'retryAfterSec' in done ? lateAnswer(done) : signInRefusals[done.code]()
}

const changeRefusals = {
  wrong_password: () => refuse(403, 'wrong_password', 'current: is wrong'),
  same_password: () =>
    refuse(400, 'same_password', 'next: must be another than the current and the first one'),
  bad_password: () =>
    refuse(400, 'bad_password', `next: must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`),
  common_password: () =>
    refuse(400, 'common_password', 'next: is among the first that somebody would try: choose another'),
} as const

async function changePassword(auth: Auth, request: KnownRequest): Promise<ApiAnswer> {
  const { caller, req } = request
  if (caller.identity.kind !== 'person') return refuse(403, 'forbidden', 'only a person has a password')
  const body = await readJson(req, changeBody)
  if (!body.ok) return body.answer
  const done = await auth.changePassword(caller, body.value.current, body.value.next, senderOf(request))
  if (done.ok) return ok({ ok: true }, { 'Set-Cookie': done.cookies })
  return done.code === 'busy' || done.code === 'too_many_attempts'
    ? lateAnswer(done)
    : changeRefusals[done.code]()
}

/**
 * What a browser does once nobody is signed in any more: what it kept of our answers goes. Its storage stays, which is
 * the device's (language, light or dark, the board that it is paired for), and its cookies, which may be other hosts'.
 */
const forgotten = (cookies: readonly string[]) => ({ 'Set-Cookie': cookies, 'Clear-Site-Data': '"cache"' })

/** The caller's sessions; without the id, which is the digest of what the browser holds. */
async function ownSessions(auth: Auth, { caller }: KnownRequest): Promise<ApiAnswer> {
  if (caller.credential.kind !== 'session') return noSession()
  const own = await auth.ownSessions(caller)
  return ok({
    sessions: own.map(({ id, handle, since, seen, ...rest }) => ({
      ...{ id: handle, ...rest, since: instantText(since), seen: instantText(seen) },
      here: id === caller.credential.id,
    })),
  })
}

const provenRefusals = {
  password_required: () => refuse(403, 'password_required', 'password: is asked for once more'),
  wrong_password: () => refuse(403, 'wrong_password', 'password: is wrong'),
} as const

/** Ends other sessions once the password was given again, but of who has just signed in. */
async function onceProven(
  auth: Auth,
  request: KnownRequest,
  act: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const body = await readJson(request.req, z.object({ password: password.optional() }))
  if (!body.ok) return body.answer
  const done = await auth.proveAgain(request.caller, body.value.password ?? null, senderOf(request))
  if (done.ok) return act()
  return 'retryAfterSec' in done ? lateAnswer(done) : provenRefusals[done.code]()
}

async function endSession(auth: Auth, request: KnownRequest): Promise<ApiAnswer> {
  const { caller, params, req } = request
  if (caller.credential.kind !== 'session') return noSession()
  const own = await auth.ownSessions(caller)
  const wanted = own.find(({ handle }) => handle === params.id)
  if (wanted === undefined) return refuse(404, 'not_found', 'you have no such session, or it has ended')
  if (wanted.id === caller.credential.id)
    return ok({ ok: true }, forgotten(await auth.signOut(caller, req.headers.origin)))
  return onceProven(auth, request, async () => {
    await auth.endSession(caller, wanted.handle)
    return ok({ ok: true })
  })
}

const noSession = () => refuse(403, 'forbidden', 'only a person signs out; a token is revoked')

/** Signing in and out, and the change of the first password, without which nothing else is allowed. */
export function sessionRoutes(auth: Auth): ApiRoute[] {
  return [
    { method: 'POST', path: '/session', for: 'anybody', answer: (request) => signIn(auth, request) },
    {
      method: 'DELETE',
      path: '/session',
      for: 'known',
      async answer({ caller, req }) {
        if (caller.credential.kind !== 'session') return noSession()
        return ok({ ok: true }, forgotten(await auth.signOut(caller, req.headers.origin)))
      },
    },
    {
      method: 'DELETE',
      path: '/sessions',
      for: 'known',
      async answer(request) {
        const { caller, req, query } = request
        if (caller.credential.kind !== 'session') return noSession()
        return onceProven(auth, request, async () => {
          if (query.get('keep') === 'this')
            return ok({ ok: true, ended: await auth.endOtherSessions(caller) })
          const { ended, cookies } = await auth.endSessions(caller, req.headers.origin)
          return ok({ ok: true, ended }, forgotten(cookies))
        })
      },
    },
    { method: 'GET', path: '/sessions', for: 'known', answer: (request) => ownSessions(auth, request) },
    { method: 'DELETE', path: '/sessions/:id', for: 'known', answer: (request) => endSession(auth, request) },
    {
      method: 'POST',
      path: '/session/password',
      for: 'known',
      answer: (request) => changePassword(auth, request),
    },
  ]
}

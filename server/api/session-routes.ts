import { z } from 'zod'
import { isPublishedPassword } from '#core/site/published-secrets.ts'
import { type Auth, LONGEST_PASSWORD, type Sender, SHORTEST_PASSWORD } from '../auth/create-auth.ts'
import type { Requester } from '../auth/requester.ts'
import { readCookie } from '../auth/session-cookie.ts'
import type { Late } from '../auth/sign-in.ts'
import { isLocal } from '../http/is-local.ts'
import { type ApiAnswer, busy, ok, refuse, tooManyAttempts } from './answer.ts'
import { readJson } from './read-json.ts'
import type { ApiRequest, ApiRoute, KnownRequest } from './route.ts'

const password = z.string().min(1).max(1_024)
const signInBody = z.object({ login: z.string().min(1).max(254), password })
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

type Asked = Pick<ApiRequest, 'req' | 'address' | 'deadline'>

const senderOf = ({ req, address, deadline }: Asked): Sender => ({
  ...{ address, deadline, origin: req.headers.origin },
  device: readCookie('device', req.headers.cookie),
})

const lateAnswer = ({ code, retryAfterSec }: Late) =>
  code === 'busy' ? busy(retryAfterSec) : tooManyAttempts(retryAfterSec)

async function signIn(auth: Auth, call: Asked & { caller: Requester | null }): Promise<ApiAnswer> {
  const body = await readJson(call.req, signInBody)
  if (!body.ok) return body.answer
  if (isPublishedPassword(body.value.password) && !isLocal(call.req)) return publishedPassword()
  const done = await auth.signIn(body.value.login, body.value.password, {
    ...senderOf(call),
    before: call.caller,
  })
  if (done.ok)
    return ok({ person: done.person, mustChangePassword: done.mustChange }, { 'Set-Cookie': done.cookies })
  return done.code === 'wrong_password' ? wrongPassword() : lateAnswer(done)
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

async function changePassword(auth: Auth, call: KnownRequest): Promise<ApiAnswer> {
  const { caller, req } = call
  if (caller.identity.kind !== 'person') return refuse(403, 'forbidden', 'only a person has a password')
  const body = await readJson(req, changeBody)
  if (!body.ok) return body.answer
  const done = await auth.changePassword(caller, body.value.current, body.value.next, senderOf(call))
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

const noSession = () => refuse(403, 'forbidden', 'only a person signs out; a token is revoked')

/** Signing in and out, and the change of the first password, without which nothing else is allowed. */
export function sessionRoutes(auth: Auth): ApiRoute[] {
  return [
    { method: 'POST', path: '/session', for: 'anybody', answer: (call) => signIn(auth, call) },
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
      async answer({ caller, req }) {
        if (caller.credential.kind !== 'session') return noSession()
        const { ended, cookies } = await auth.endSessions(caller, req.headers.origin)
        return ok({ ok: true, ended }, forgotten(cookies))
      },
    },
    { method: 'POST', path: '/session/password', for: 'known', answer: (call) => changePassword(auth, call) },
  ]
}

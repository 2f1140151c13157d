import { z } from 'zod'
import { isPublishedPassword } from '#core/site/published-secrets.ts'
import { type Auth, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/create-auth.ts'
import { isLocal } from '../http/is-local.ts'
import { type Answer, ok, refuse, tooManyAttempts } from './answer.ts'
import { readJson } from './read-json.ts'
import type { Route } from './route.ts'

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

async function signIn(auth: Auth, call: Parameters<Extract<Route, { for: 'anybody' }>['answer']>[0]) {
  const body = await readJson(call.req, signInBody)
  if (!body.ok) return body.answer
  const { address, req } = call
  if (isPublishedPassword(body.value.password) && !isLocal(req)) return publishedPassword()
  const done = await auth.signIn(body.value.login, body.value.password, {
    address,
    origin: req.headers.origin,
  })
  if (done.ok)
    return ok({ person: done.person, mustChangePassword: done.mustChange }, { 'Set-Cookie': done.cookie })
  return done.code === 'wrong_password' ? wrongPassword() : tooManyAttempts(done.retryAfterSec)
}

const changeRefusals = {
  wrong_password: () => refuse(403, 'wrong_password', 'current: is wrong'),
  same_password: () =>
    refuse(400, 'same_password', 'next: must be another than the current and the first one'),
  bad_password: () =>
    refuse(400, 'bad_password', `next: must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`),
} as const

async function changePassword(
  auth: Auth,
  { caller, req, address }: Parameters<Extract<Route, { for: 'known' }>['answer']>[0],
): Promise<Answer> {
  if (caller.identity.kind !== 'person') return refuse(403, 'forbidden', 'only a person has a password')
  const body = await readJson(req, changeBody)
  if (!body.ok) return body.answer
  const done = await auth.changePassword(caller, body.value.current, body.value.next, address)
  if (done.ok) return ok({ ok: true })
  return done.code === 'too_many_attempts' ? tooManyAttempts(done.retryAfterSec) : changeRefusals[done.code]()
}

/** Signing in and out, and the change of the first password, without which nothing else is allowed. */
export function sessionRoutes(auth: Auth): Route[] {
  return [
    { method: 'POST', path: '/session', for: 'anybody', answer: (call) => signIn(auth, call) },
    {
      method: 'DELETE',
      path: '/session',
      for: 'known',
      async answer({ caller, req }) {
        if (caller.credential.kind !== 'session')
          return refuse(403, 'forbidden', 'only a person signs out; a token is revoked')
        return ok({ ok: true }, { 'Set-Cookie': await auth.signOut(caller, req.headers.origin) })
      },
    },
    { method: 'POST', path: '/session/password', for: 'known', answer: (call) => changePassword(auth, call) },
  ]
}

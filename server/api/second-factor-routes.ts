import { z } from 'zod'
import { instantTextOrNull } from '#core/rows/row.ts'
import type { Auth } from '../auth/create-auth.ts'
import type { SecondFactorFacts } from '../auth/own-second-factor.ts'
import type { Actor } from '../auth/prove-again.ts'
import { REQUIRED } from '../auth/required-first.ts'
import { type ApiAnswer, ok, refuse } from './answer.ts'
import { readJson } from './read-json.ts'
import type { ApiRoute, KnownRequest } from './route.ts'
import { lateAnswer, senderOf } from './session-routes.ts'

const passwordBody = z.object({ password: z.string().min(1).max(1_024).optional() })
const codeBody = z.object({ code: z.string().min(1).max(64) })

const refusals = {
  password_required: () => refuse(403, 'password_required', 'password: is asked for once more'),
  wrong_password: () => refuse(403, 'wrong_password', 'password: is wrong'),
  wrong_code: () =>
    refuse(400, 'wrong_code', 'code: is none of the new secret now; look whether the clocks are right'),
  already_on: () => refuse(409, 'already_on', 'a second factor is in force: turn it off first'),
  not_on: () => refuse(409, 'not_on', 'there is no second factor in force'),
  required: () => refuse(403, 'required', 'your role signs in with a second factor (security.secondFactor)'),
} as const

/** Who calls, if that is a person who may do this; a refusal otherwise. */
function actorOf({ caller }: KnownRequest): Actor | ApiAnswer {
  const { identity, credential, since, first } = caller
  if (identity.kind !== 'person' || since === null)
    return refuse(403, 'forbidden', 'only a person has a second factor')
  if (first === 'password') return refuse(403, REQUIRED.password.code, REQUIRED.password.message)
  return { person: identity.person, session: credential.id, since }
}
const isRefusal = (actor: Actor | ApiAnswer): actor is ApiAnswer => 'status' in actor

type Refused = { ok: false; code: keyof typeof refusals } | Parameters<typeof lateAnswer>[0]
const refused = (done: Refused): ApiAnswer =>
  'retryAfterSec' in done ? lateAnswer(done) : refusals[done.code]()

/** An act for which the password may be asked once more. */
async function proven(
  request: KnownRequest,
  act: (...given: Parameters<SecondFactorFacts['begin']>) => Promise<{ ok: true } | Refused>,
): Promise<ApiAnswer> {
  const actor = actorOf(request)
  if (isRefusal(actor)) return actor
  const body = await readJson(request.req, passwordBody)
  if (!body.ok) return body.answer
  const done = await act(actor, body.value.password ?? null, senderOf(request))
  return done.ok ? ok(done) : refused(done)
}

/** The second factor of who calls: whether it is on, setting it up, new recovery codes, turning it off. */
export function secondFactorRoutes({ secondFactor }: Pick<Auth, 'secondFactor'>): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/me/second-factor',
      for: 'known',
      async answer(request) {
        const actor = actorOf(request)
        if (isRefusal(actor)) return actor
        const { since, ...status } = await secondFactor.status(actor)
        return ok({ ...status, since: instantTextOrNull(since) })
      },
    },
    {
      method: 'POST',
      path: '/me/second-factor',
      for: 'known',
      answer: (request) => proven(request, secondFactor.begin),
    },
    {
      method: 'POST',
      path: '/me/second-factor/confirm',
      for: 'known',
      async answer(request) {
        const actor = actorOf(request)
        if (isRefusal(actor)) return actor
        const body = await readJson(request.req, codeBody)
        if (!body.ok) return body.answer
        const done = await secondFactor.confirm(actor, body.value.code)
        return done.ok ? ok(done) : refused(done)
      },
    },
    {
      method: 'POST',
      path: '/me/second-factor/codes',
      for: 'known',
      answer: (request) => proven(request, secondFactor.renewCodes),
    },
    {
      method: 'POST',
      path: '/me/second-factor/off',
      for: 'known',
      answer: (request) => proven(request, secondFactor.turnOff),
    },
  ]
}

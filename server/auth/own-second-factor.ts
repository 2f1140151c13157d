import { mustHaveSecondFactor } from '#core/site/second-factor.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Audit } from '../audit.ts'
import { loginOf } from './accounts.ts'
import { type Actor, PASSWORD_REQUIRED, type ProveAgain, type Unproven } from './prove-again.ts'
import type { NewSecret, SecondFactorStatus, SecondFactors } from './second-factors.ts'
import type { From } from './sign-in.ts'

/** What a person does with a second factor of their own. */
export interface SecondFactorFacts {
  status(who: Pick<Actor, 'person'>): Promise<SecondFactorStatus & { required: boolean }>
  begin(
    who: Actor,
    password: string | null,
    from: From,
  ): Promise<({ ok: true } & NewSecret) | { ok: false; code: 'already_on' } | Unproven>
  confirm(
    who: Actor,
    code: string,
  ): Promise<{ ok: true; codes: string[] } | { ok: false; code: 'wrong_code' | 'already_on' }>
  renewCodes(
    who: Actor,
    password: string | null,
    from: From,
  ): Promise<{ ok: true; codes: string[] } | { ok: false; code: 'not_on' } | Unproven>
  turnOff(
    who: Actor,
    password: string | null,
    from: From,
  ): Promise<{ ok: true } | { ok: false; code: 'not_on' | 'required' } | Unproven>
}

export interface OwnSecondFactorParts {
  readonly site: () => Site
  readonly factors: SecondFactors
  readonly proveAgain: ProveAgain
  readonly audit: Audit
  /** Ends a person's other sessions, which were begun without a second factor; gives how many. */
  readonly endOthers: (person: string, session: string) => Promise<number>
}

export function createOwnSecondFactor({
  site,
  factors,
  proveAgain,
  audit,
  endOthers,
}: OwnSecondFactorParts): SecondFactorFacts {
  const required = (person: string) => mustHaveSecondFactor(site(), person)

  return {
    status: async ({ person }) => ({ ...(await factors.status(person)), required: required(person) }),
    async begin(who, password, from) {
      const seen = await proveAgain(who, password, from)
      if (!seen.ok) return seen
      const { people, site: header } = site()
      const person = people.find(({ id }) => id === who.person)
      const login = person === undefined ? who.person : loginOf(person)
      const made = await factors.begin(who.person, { issuer: header.name, login })
      return made === null ? { ok: false, code: 'already_on' } : { ok: true, ...made }
    },
    async confirm(who, code) {
      const codes = await factors.confirm(who.person, code)
      if (!Array.isArray(codes)) return { ok: false, code: codes }
      const ended = await endOthers(who.person, who.session)
      await audit(who.person, 'second-factor.on', null, { ended })
      return { ok: true, codes }
    },
    async renewCodes(who, password, from) {
      const seen = await proveAgain(who, password, from)
      if (!seen.ok) return seen
      const codes = await factors.renewCodes(who.person)
      if (codes === null) return { ok: false, code: 'not_on' }
      await audit(who.person, 'second-factor.codes', null)
      return { ok: true, codes }
    },
    async turnOff(who, password, from) {
      if (required(who.person)) return { ok: false, code: 'required' }
      // Whoever finds a desk that somebody left must not take off what keeps others out.
      const seen = password === null ? PASSWORD_REQUIRED : await proveAgain(who, password, from)
      if (!seen.ok) return seen
      if (!(await factors.turnOff(who.person))) return { ok: false, code: 'not_on' }
      await audit(who.person, 'second-factor.off', null)
      return { ok: true }
    },
  }
}

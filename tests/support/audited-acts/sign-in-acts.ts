import { Secret, TOTP } from 'otpauth'
import { PASSWORD } from '../test-site.ts'
import { CHECKS, type Does, must, OPS } from './acts.ts'
import { type AuditScene, TEST_TOKENS } from './scene.ts'

const WRONG = 'not-the-password'

const codeOf = (secret: string, steps: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

/** Turns somebody's second factor on, and gives what was typed and shown for that. */
export async function turnOn({ session, ask }: AuditScene, person = 'lin'): Promise<string[]> {
  const cookie = await session(person)
  const { secret } = (await must(ask('POST', '/me/second-factor', {}, { cookie }))).body
  const code = codeOf(secret, -1)
  const { body } = await must(ask('POST', '/me/second-factor/confirm', { code }, { cookie }))
  return [secret, code, ...body.codes]
}

async function isOn(scene: AuditScene): Promise<void> {
  const cookie = await scene.session('lin')
  const { body } = await must(scene.ask('GET', '/me/second-factor', undefined, { cookie }))
  if (body.on !== true) await turnOn(scene)
}

/** The wrong passwords of one who is not let in, each from the scene's address. */
async function guess({ ask }: AuditScene, person: string, times: number): Promise<void> {
  for (let tries = 0; tries < times; tries++)
    await ask('POST', '/session', { login: `no-${person}`, password: WRONG })
}

/** Signing in, passwords, the second factor, sessions. */
export const signInActs = {
  async 'signed-in'({ signIn }) {
    const cookie = await signIn('qian')
    return { who: 'qian', subject: null, secrets: [cookie.split(/[=;]/)[1]!, PASSWORD] }
  },
  async 'signed-out'({ signIn, ask }) {
    const cookie = await signIn('qian')
    await must(ask('DELETE', '/session', undefined, { cookie }))
    return { who: 'qian', subject: null, secrets: [cookie.split(/[=;]/)[1]!] }
  },
  async 'sign-in.refused'(scene) {
    await guess(scene, 'sun', 1)
    return { who: `address/${scene.from}`, subject: 'person/sun', from: null, secrets: [WRONG, 'no-sun'] }
  },
  async 'sign-in.slowed'(scene) {
    await guess(scene, 'sun', 8)
    return { who: `address/${scene.from}`, subject: 'person/sun', from: null, secrets: [WRONG] }
  },
  async 'password.changed'({ session }) {
    await session('he')
    return { who: 'he', subject: null, secrets: [PASSWORD, 'chosen-by-he'] }
  },
  async 'password.refused'({ session, ask }) {
    const cookie = await session('he')
    await ask('POST', '/session/password', { current: WRONG, next: 'another-password' }, { cookie })
    return { who: 'he', subject: null, secrets: [WRONG, 'another-password'] }
  },
  async 'password.given'({ ask }) {
    const { body } = await must(ask('POST', '/site-file/people/sun/password', {}, OPS))
    return { who: 'token/ops', subject: 'person/sun', secrets: [body.password] }
  },
  async 'second-factor.on'(scene) {
    return { who: 'lin', subject: null, secrets: await turnOn(scene) }
  },
  async 'second-factor.off'(scene) {
    await isOn(scene)
    const [cookie, password] = [await scene.session('lin'), 'chosen-by-lin']
    await must(scene.ask('POST', '/me/second-factor/off', { password }, { cookie }))
    return { who: 'lin', subject: null, secrets: [password] }
  },
  async 'second-factor.codes'(scene) {
    await isOn(scene)
    const cookie = await scene.session('lin')
    const { body } = await must(scene.ask('POST', '/me/second-factor/codes', {}, { cookie }))
    return { who: 'lin', subject: null, secrets: body.codes }
  },
  async 'second-factor.refused'(scene) {
    await isOn(scene)
    const login = { login: 'no-lin', password: 'chosen-by-lin', code: '000000' }
    await must(scene.ask('POST', '/session', login), 401)
    const secrets = ['chosen-by-lin', '000000']
    return { who: `address/${scene.from}`, subject: 'person/lin', from: null, secrets }
  },
  async 'session.ended'({ ask, session }) {
    const cookie = await session('yuan')
    const login = { login: 'no-yuan', password: 'chosen-by-yuan' }
    await must(ask('POST', '/session', login, { headers: { 'x-forwarded-for': '198.51.100.9' } }))
    const { sessions } = (await must(ask('GET', '/sessions', undefined, { cookie }))).body
    const other = sessions.find(({ here }: { here: boolean }) => !here)
    await must(ask('DELETE', `/sessions/${other.id}`, undefined, { cookie }))
    return { who: 'yuan', subject: null }
  },
  async 'sessions.ended'({ signIn, ask }) {
    const cookie = await signIn('qian')
    await must(ask('DELETE', '/sessions', undefined, { cookie }))
    return { who: 'qian', subject: null }
  },
  async 'token.refused'({ ask, from }) {
    await must(ask('GET', '/me', undefined, { token: 'a-guessed-token' }), 401)
    return { who: `address/${from}`, subject: null, from: null, secrets: ['a-guessed-token'] }
  },
  async 'access.refused'({ ask }) {
    await must(ask('GET', '/audit', undefined, CHECKS), 403)
    return { who: 'token/checks', subject: 'GET /audit', secrets: [TEST_TOKENS.checks] }
  },
} satisfies Record<string, Does>

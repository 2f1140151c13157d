import { Secret, TOTP } from 'otpauth'
import { vi } from 'vitest'
import { actors, tokenOf } from './act-scene.ts'
import { personSession } from './person-session.ts'
import type { RowServer } from './row-server.ts'
import { PASSWORD } from './test-site.ts'
import type { WireCaller } from './wire-table.ts'

type Headers = Record<string, string>
/** What a request says of who sends it. */
export type CallerHeaders = Record<WireCaller, Headers>

async function post(server: RowServer, path: string, body: object, as: Headers = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...as }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${server.url}/api/v1${path}`, init)
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status} ${await answer.text()}`)
  return answer
}

async function pairedScreen(server: RowServer, admin: Headers): Promise<string> {
  const pair = async (body: object, as?: Headers) =>
    (await (await post(server, '/screens/pair', body, as)).json()) as Record<
      'code' | 'claim' | 'token',
      string
    >
  const { code, claim } = await pair({})
  await pair({ code, board: 'floor', name: 'Wall' }, admin)
  return (await pair({ claim })).token
}

async function signedIn({ url }: RowServer, person: string): Promise<Headers> {
  return { cookie: (await personSession(url, person)).cookie(), origin: url }
}

/** The session of somebody who goes on with the password that was handed out to them. */
async function withFirstPassword(server: RowServer, person: string): Promise<Headers> {
  const origin = server.url
  // On a busy machine a key takes longer to derive than an answer may.
  const signIn = () => post(server, '/session', { login: `no-${person}`, password: PASSWORD }, { origin })
  const answer = await vi.waitFor(signIn, { timeout: 60_000, interval: 250 })
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]!, origin }
}

async function setUpSecondFactor(server: RowServer, as: Headers): Promise<void> {
  const { secret } = (await (await post(server, '/me/second-factor', {}, as)).json()) as { secret: string }
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  await post(server, '/me/second-factor/confirm', { code }, as)
}

async function expiredSession(server: RowServer, person: string): Promise<Headers> {
  const headers = await withFirstPassword(server, person)
  const past = new Date(Date.now() - 1_000)
  await server.database
    .updateTable('session')
    .set({ expires_at: past })
    .where('person', '=', person)
    .execute()
  return headers
}

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

/** Each kind of caller at a server of the site of acts, whose supervisors must have a second factor. */
export async function openCallers(server: RowServer): Promise<CallerHeaders> {
  const agent = await signedIn(server, actors.agent)
  const lead = await signedIn(server, actors.lead)
  const supervisor = await signedIn(server, actors.supervisor)
  const admin = await signedIn(server, actors.admin)
  await setUpSecondFactor(server, supervisor)
  const link = server.people.links.departmentLink('finance', Date.now())
  return {
    ...{ agent, lead, supervisor, admin },
    nobody: {},
    feed: bearer('feed-token-of-the-tests'),
    screen: bearer(await pairedScreen(server, admin)),
    token: bearer('admin-token-0'),
    agentToken: bearer(tokenOf('agent')),
    link: bearer(link.slice(link.lastIndexOf('/') + 1)),
    expired: await expiredSession(server, 'qian'),
    first: await withFirstPassword(server, 'he'),
    pending: await signedIn(server, 'ma'),
  }
}

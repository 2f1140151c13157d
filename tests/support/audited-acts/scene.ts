import { dirname } from 'node:path'
import { vi } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import type { Notification } from '#core/notify/notification.ts'
import { acts } from '#core/pbx-actions/act-request.ts'
import type { StoredAuditRecord } from '#store/postgres/audit-records.ts'
import { type PrivatePostgres, startPostgres } from '../postgres.ts'
import { type PrivateRedis, startRedis } from '../redis.ts'
import { type RowServer, startRowServer } from '../row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../test-site.ts'

export const AUDIT_SITE = 'audit'
export const TEST_TOKENS = { ops: 'admin-token-0', checks: 'supervisor-token' } as const

export interface SceneAnswer {
  readonly status: number
  readonly cookies: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: each act says itself which shape it expects
  readonly body: Record<string, any>
  readonly etag: string | null
}

/** Who asks, and what else the request says. */
export interface SceneCaller {
  readonly cookie?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A server on stores of its own, for whose acts it is looked at what they leave on record. */
export interface AuditScene {
  readonly server: RowServer
  readonly redisUrl: string
  readonly databaseUrl: string
  readonly config: string
  readonly dataDir: string
  /** The address that requests come from until another is set. */
  from: string
  ask(method: string, path: string, body?: object, asking?: SceneCaller): Promise<SceneAnswer>
  /** Signs somebody in by their first password, and gives their cookies. */
  signIn(person: string): Promise<string>
  /** The cookies of somebody who has chosen a password of their own, `chosen-by-<person>`. */
  session(person: string): Promise<string>
  tell(...events: AnyEvent[]): Promise<void>
  /** The path of a link to what somebody is asked by a message, such as `approval/P1`, or to an alert. */
  ackPath(about: string, person: string): string
  /** All that is on record of an action, the oldest first. */
  records(action: string): Promise<StoredAuditRecord[]>
  stop(): Promise<void>
}

const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 30_000, interval: 25 })

function auditSite() {
  const site = testSite(AUDIT_SITE)
  const actions = { url: 'https://pbx.example.test/acts', acts: [...acts] }
  return {
    ...site,
    people: site.people.map((person) => (person.id === 'admin' ? { ...person, agent: 'admin' } : person)),
    departments: [
      { id: 'product', name: 'Product' },
      { id: 'review', name: 'Review' },
    ],
    feeds: site.feeds.map((feed) => ({
      ...feed,
      ...{ actions, dial: { prefix: '9' }, secret: 'a-secret-of-the-pbx' },
    })),
    alerts: {
      targets: [
        { id: 'hook', kind: 'webhook', url: 'https://hooks.example.test/a', secret: 'a-secret-of-the-hook' },
      ],
    },
    privacy: { unmask: ['supervisor'] },
  }
}

export async function startAuditScene(): Promise<AuditScene> {
  const [redis, postgres]: [PrivateRedis, PrivatePostgres] = await Promise.all([
    startRedis(),
    startPostgres(),
  ])
  const config = await writeSiteFile(auditSite())
  const server = await startRowServer({
    ...{ redisUrl: redis.url, databaseUrl: postgres.url, config, trustProxy: '127.0.0.1,::1' },
    ask: async () => ({ ok: true }),
  })
  const sessions = new Map<string, string>()

  async function ask(
    method: string,
    path: string,
    body?: object,
    asking: SceneCaller = {},
  ): Promise<SceneAnswer> {
    const { cookie, token, headers = {} } = asking
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        ...{ 'content-type': 'application/json', origin: server.url, 'x-forwarded-for': scene.from },
        ...(cookie !== undefined && { cookie }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
    return {
      status: answer.status,
      cookies: answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]!),
      body: isJson ? JSON.parse(text) : { text },
      etag: answer.headers.get('etag'),
    }
  }

  const done = (answer: SceneAnswer, what: string): SceneAnswer => {
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }

  async function signIn(person: string): Promise<string> {
    const login = { login: `no-${person}`, password: PASSWORD }
    const answer = await eventually(async () => {
      const given = await ask('POST', '/session', login)
      // On a busy machine a key takes longer to derive than an answer may.
      if (given.status === 503) throw new Error('busy')
      return given
    })
    return done(answer, `signing ${person} in`).cookies.join('; ')
  }

  const scene: AuditScene = {
    ...{ server, config, redisUrl: redis.url, databaseUrl: postgres.url, dataDir: dirname(config) },
    from: '203.0.113.1',
    ask,
    signIn,
    async session(person) {
      const there = sessions.get(person)
      if (there !== undefined) return there
      const cookie = await signIn(person)
      const next = `chosen-by-${person}`
      const changed = await ask('POST', '/session/password', { current: PASSWORD, next }, { cookie })
      const own = done(changed, `a password of ${person}`).cookies.join('; ')
      sessions.set(person, own)
      return own
    },
    async tell(...events) {
      await server.log.append(events, Date.now())
      const last = await server.log.last()
      await eventually(() => {
        if (server.floor.pos !== last) throw new Error('not folded yet')
      })
    },
    ackPath(about, person) {
      const kind = about.includes('/') ? about.slice(0, about.indexOf('/')) : 'alert'
      const link = server.people.links.ackLink({
        ...{ id: 't', kind, at: Date.now(), to: { is: 'person', id: person, name: person, language: 'en' } },
        ...{
          way: { channel: 'mail', target: 'post', address: 'x@example.test' },
          alerts: [{ alert: about }],
        },
      } as unknown as Notification)
      return `/links/ack/${link!.slice(link!.lastIndexOf('/') + 1)}`
    },
    async records(action) {
      const rows = await server.database
        .selectFrom('audit')
        .selectAll()
        .where('action', '=', action)
        .orderBy('at')
        .execute()
      return rows.map(({ id, at, who, subject, detail }) => ({
        ...{ id, at: at.getTime(), who, action, subject, detail },
      }))
    },
    async stop() {
      await server.stop()
      await Promise.all([redis.stop(), postgres.stop()])
    },
  }
  return scene
}

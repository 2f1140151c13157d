import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { vi } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { createLinks, type Links } from '#platform/links.ts'
import { openSecrets } from '#platform/secrets.ts'
import { readRunning } from '#scripts/start/running-file.ts'
import { allEntries } from '../support/all-entries.ts'
import { archivePast } from '../support/archive-past.ts'
import { SITE_HOST } from '../support/site-host.ts'
import { startFolder } from '../support/start-folder.ts'
import { processesOf, startUp } from '../support/started.ts'

const FEED_TOKEN = 'feed-token-of-the-faces'
const FIRST_PASSWORD = 'first-password'
const OWN_PASSWORD = 'a-password-of-their-own'

/** A person of the site file, with their first password. */
export const person = (id: string, role: string, more: object = {}) => ({
  id,
  name: `Person ${id}`,
  role,
  login: `no-${id}`,
  password: FIRST_PASSWORD,
  ...more,
})

/** Two queues, a complaint's clock, a supervisor, a lead and an agent: as little as every face needs. */
const siteFile = {
  site: { id: 'faces', name: 'Faces', timezone: 'Asia/Shanghai', language: 'en' },
  queues: [
    { id: 'care', name: 'Care', team: 'east', target: { share: 0.8, withinSec: 20 }, wrapUpSec: 120 },
    { id: 'sales', name: 'Sales', team: 'east', target: { share: 0.8, withinSec: 20 } },
  ],
  teams: [{ id: 'east', name: 'East', leads: ['lin'], members: ['yuan'] }],
  people: [
    person('ma', 'supervisor'),
    person('lin', 'lead', { team: 'east', agent: 'lin' }),
    person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
  ],
  departments: [{ id: 'product', name: 'Product' }],
  feeds: [{ id: 'pbx', kind: 'http', token: FEED_TOKEN, silentAfter: '10m' }],
  boards: [{ id: 'floor', name: 'Floor', queues: ['care', 'sales'] }],
  rules: [
    {
      id: 'unanswered',
      kind: 'clock',
      subject: 'case',
      start: ['case.opened', 'case.contacted'],
      stop: ['case.replied', 'case.resolved'],
      limit: '90m',
      warn: ['50%'],
      severity: 'critical',
      notify: 'leads',
      title: { en: 'Complaint unanswered', 'zh-CN': '投诉无人回复', 'zh-TW': '客訴無人回覆' },
    },
  ],
  alerts: {},
}

let counted = 0

/** An event of the test's feed; `agoSec` lays it in the past. */
export function feedEvent(type: string, subject: string, data: Record<string, unknown> = {}, agoSec = 0) {
  const time = new Date(Date.now() - agoSec * 1_000).toISOString()
  return { specversion: '1.0', id: `e${++counted}`, source: 'pbx', type, subject, time, data }
}

export interface BrowserSite {
  /** Address for the browser, which alone knows the name (see `site-host.ts`). */
  readonly url: string
  /** The same server for who is no browser. */
  readonly server: string
  post(...events: object[]): Promise<void>
  /** The same as another feed of the site file, known by its token. */
  postAs(token: string, ...events: object[]): Promise<void>
  /** Signs a person in and gives the session's cookie. */
  signIn(id: string): Promise<Cookie>
  /** Signs a person in who did so before, in a session that nobody else shares. */
  signInAnew(id: string): Promise<Cookie>
  /** The links that messages of this site carry. */
  readonly links: Links
  /** All that came, in its order: what is archived already and trimmed from the log, and what stands there. */
  events(): Promise<AnyEvent[]>
  /** Puts events of long ago into the archive, as if they had been lived through. */
  archive(...events: ReturnType<typeof feedEvent>[]): Promise<void>
  /** The process that serves pages and sockets. */
  serverPid(): number
  ready(): Promise<void>
  end(): Promise<void>
}

interface Cookie {
  name: string
  value: string
  url: string
}

const proxyEnv = ({ publicUrl, port }: Proxied) => ({ HUIYIN_PUBLIC_URL: publicUrl, PORT: String(port) })
const json = { 'content-type': 'application/json' }

/** Where a page is asked from, and where the server is reached. */
interface Address {
  readonly server: string
  readonly origin: string
}

async function session({ server, origin }: Address, id: string, password: string): Promise<Response> {
  const body = JSON.stringify({ login: `no-${id}`, password })
  return fetch(`${server}/api/v1/session`, { method: 'POST', headers: { ...json, origin }, body })
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}

async function firstSignIn(address: Address, id: string): Promise<string> {
  const { server, origin } = address
  const first = await session(address, id, FIRST_PASSWORD)
  if (!first.ok) throw new Error(`no session for ${id}: ${first.status} ${await first.text()}`)
  const cookie = cookieOf(first)
  const body = JSON.stringify({ current: FIRST_PASSWORD, next: OWN_PASSWORD })
  const headers = { ...json, origin, cookie }
  const changed = await fetch(`${server}/api/v1/session/password`, { method: 'POST', headers, body })
  if (!changed.ok) throw new Error(`no change of password for ${id}: ${changed.status}`)
  return changed.headers.getSetCookie().length > 0 ? cookieOf(changed) : cookie
}

/** A proxy that a test looks after: where browsers reach it, and the port to which it passes on. */
export interface Proxied {
  readonly publicUrl: string
  readonly port: number
}

/**
 * A whole Huiyin, started as a user starts it, with a site of its own; `more` stands in place of what it has. Browsers
 * reach it by plain http, without being told of its address, unless a proxy stands before it.
 */
export async function startSite(more: object = {}, proxied?: Proxied): Promise<BrowserSite> {
  const dir = startFolder('faces')
  const config = join(dir, 'site.yaml')
  writeFileSync(config, JSON.stringify({ ...siteFile, ...more }))
  const dataDir = join(dir, 'data')
  const env = { HUIYIN_HOSTS: SITE_HOST, ...(proxied && proxyEnv(proxied)) }
  const started = await startUp({ dataDir, config, env })
  const server = started.url
  const url = proxied?.publicUrl ?? server.replace('127.0.0.1', SITE_HOST)
  const address = { server, origin: proxied?.publicUrl ?? server }
  const known = new Map<string, Promise<string>>()
  const toCookie = (text: string): Cookie => {
    const [name, ...value] = text.split('=')
    return { name: name!, value: value.join('='), url }
  }
  const ready = () =>
    vi.waitFor(
      async () => {
        const answer = await fetch(`${server}/readyz`)
        if (!answer.ok) throw new Error(await answer.text())
      },
      { timeout: 40_000, interval: 50 },
    )
  await ready()
  async function postAs(token: string, ...events: object[]): Promise<void> {
    const headers = { ...json, authorization: `Bearer ${token}` }
    const answer = await fetch(`${server}/api/v1/events`, {
      method: 'POST',
      headers,
      body: JSON.stringify(events),
    })
    const said = (await answer.json()) as { rejected: unknown[] }
    if (answer.status === 429) {
      // What costs more than a feed's share of a server comes a little later, as with any feed.
      await wait(1_000 * Number(answer.headers.get('retry-after')))
      return postAs(token, ...events)
    }
    if (answer.status !== 202 || said.rejected.length > 0) throw new Error(JSON.stringify(said))
  }
  const { sessionKey } = openSecrets(dataDir)
  return {
    url,
    server,
    links: createLinks({ key: sessionKey, site: siteFile.site.id, publicUrl: url }),
    ready,
    post: (...events) => postAs(FEED_TOKEN, ...events),
    postAs,
    async signIn(id) {
      // Pages that open at once share one first sign-in: the second would be one with the password of before.
      const cookie = known.get(id) ?? firstSignIn(address, id)
      known.set(id, cookie)
      return toCookie(await cookie)
    },
    signInAnew: async (id) => toCookie(cookieOf(await session(address, id, OWN_PASSWORD))),
    async events() {
      const entries = await allEntries({ ...readRunning(dataDir)!, site: siteFile.site.id })
      return entries.map(({ event }) => event)
    },
    archive: (...events) =>
      archivePast(
        {
          ...{ databaseUrl: readRunning(dataDir)!.databaseUrl, site: siteFile.site.id },
          customerKey: openSecrets(dataDir).customerKey,
        },
        events.map(({ specversion: _, time, ...event }) => ({ ...event, time: Date.parse(time) })),
      ),
    serverPid() {
      const found = processesOf(dir).find(({ command }) => /server\/main\.ts/.test(command))
      if (found === undefined) throw new Error('no server runs')
      return found.pid
    },
    async end() {
      await started.end()
      await vi.waitFor(() => {
        if (processesOf(dir).length > 0) throw new Error('still running')
      }, 20_000)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

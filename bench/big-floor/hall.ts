import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { Site } from '#core/site/site-schema.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { DEMO_SITE, writeLargeSite } from '#scripts/demo/large/write-large-site.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { MALLOC, MEMORY } from '#scripts/start/own-processes.ts'
import { readRunning } from '#scripts/start/running-file.ts'
import { hashPassword } from '#server/auth/password.ts'
import { createSessions } from '#server/auth/sessions.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { startChild } from '#tests/support/child-process.ts'
import type { Watcher } from '#tests/support/screen-socket.ts'
import { startFolder } from '#tests/support/start-folder.ts'
import { processesOf, startUp } from '#tests/support/started.ts'
import { endsWithUs } from './ends-with-us.ts'
import type { Asked, LoadAnswer, LoadPlan } from './load-plan.ts'
import { print } from './measures.ts'

/** A whole Huiyin with the large floor on it, started as a user starts it, and all who look at it. */
export interface Hall {
  readonly url: string
  /** The cookie of a person's session. */
  cookieOf(person: string): string
  /** What the agents type to sign in. */
  readonly logins: readonly string[]
  serverPid(): number
  /** Starts so many servers more on the same stores, which end with the hall. */
  addServers(count: number): Promise<readonly { readonly url: string; readonly pid: number }[]>
  ask(asked: Asked): Promise<LoadAnswer>
  /** Ends all and starts it again on the same data; gives how long that took until it served, in ms. */
  startAgain(): Promise<number>
  /** Whoever looks at it goes, and its feed falls silent. */
  leave(): Promise<void>
}

const WALLS = 30
const SUPERVISORS = 20
const DESKS = 200
const CALLBACKS = 300
/** The password that everybody has chosen. */
export const HALL_PASSWORD = 'chosen-by-the-whole-hall'
const FEED = 'demo'

function readLargeSite(file: string): Site {
  const parsed = parseSite(readFileSync(file, 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed))
  return parsed.site
}

function serverOf(folder: string): number {
  const found = processesOf(folder).find(({ command }) => /server\/main\.ts/.test(command))
  if (found === undefined) throw new Error('no server runs')
  return found.pid
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

export async function untilHallReady(url: string): Promise<void> {
  while (!(await isReady(url))) await wait(20)
}

/** Sessions as sign-in leaves them behind, without the work of six hundred passwords, which is measured apart. */
async function openSessions(databaseUrl: string, site: Site): Promise<Map<string, string>> {
  const database = createDatabase(databaseUrl)
  try {
    const password_hash = await hashPassword(HALL_PASSWORD)
    await database.updateTable('account').set({ must_change: false, password_hash }).execute()
    const sessions = createSessions(database, site.site.id)
    const cookies = new Map<string, string>()
    for (const { id } of site.people)
      cookies.set(
        id,
        `huiyin_session=${(await sessions.create(id, { address: '127.0.0.1', agent: null })).token}`,
      )
    return cookies
  } finally {
    await database.destroy()
  }
}

function watchersOf(site: Site, cookies: ReadonlyMap<string, string>): LoadPlan['watchers'] {
  const people = (role: string) => site.people.filter((person) => person.role === role).map(({ id }) => id)
  const first = people('supervisor')[0]!
  const as = (view: Watcher['view'], id: string, person = id): Watcher => ({
    ...{ view, id, cookie: cookies.get(person)! },
  })
  const walls = Array.from({ length: WALLS }, (_, place) =>
    as('wall', site.boards[place % site.boards.length]!.id, first),
  )
  const supervisors = [...people('supervisor'), ...people('lead')]
    .slice(0, SUPERVISORS)
    .map((id) => as('supervisor', id))
  const desks = people('agent').map((id) => as('desk', id))
  return {
    all: [...walls, ...supervisors, ...desks.filter((_, place) => place % 3 === 0).slice(0, DESKS)],
    'one wall': [as('wall', site.boards[1]!.id, first)],
    everybody: [...walls, ...supervisors, ...desks],
  }
}

type Stores = NonNullable<ReturnType<typeof readRunning>>

/** So long a server more may take until it serves, on a machine that is busy with the others. */
const SERVES_WITHIN_MS = 90_000
const ENDS_WITHIN_MS = 10_000

/** A server beside those of `npm start`, as on a machine more. */
async function startServer(
  { dataDir, config }: Pick<Running, 'dataDir' | 'config'>,
  { redisUrl, databaseUrl }: Stores,
): Promise<AddedServer> {
  const port = await freePort()
  const args = [...MEMORY, join(import.meta.dirname, '../../scripts/start/part.ts'), 'server']
  const child = startChild(process.execPath, args, {
    env: {
      ...{ ...process.env, ...MALLOC, NODE_ENV: 'production', PORT: String(port), REDIS_URL: redisUrl },
      ...{ DATABASE_URL: databaseUrl, HUIYIN_DATA_DIR: dataDir, HUIYIN_CONFIG: config },
    },
  })
  const url = `http://127.0.0.1:${port}`
  const giveUpAt = performance.now() + SERVES_WITHIN_MS
  while (!(await isReady(url))) {
    if (!child.alive) throw new Error(`a server more ended:\n${child.output()}`)
    if (performance.now() > giveUpAt)
      throw new Error(`a server more does not serve after ${SERVES_WITHIN_MS} ms:\n${child.output()}`)
    await wait(20)
  }
  return {
    ...{ url, pid: child.pid },
    async end() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
      await child.exited
      clearTimeout(late)
    },
  }
}

interface AddedServer {
  readonly url: string
  readonly pid: number
  end(): Promise<void>
}

function startClient(folder: string, plan: LoadPlan) {
  const file = join(folder, 'plan.json')
  writeFileSync(file, JSON.stringify(plan))
  const script = join(import.meta.dirname, 'load-client.ts')
  const client: ChildProcess = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(client.stdout!)[Symbol.asyncIterator]()
  async function next(): Promise<LoadAnswer> {
    const { value, done } = await lines.next()
    if (done) throw new Error('the load client ended')
    return JSON.parse(value) as LoadAnswer
  }
  return {
    next,
    ask(asked: Asked) {
      client.stdin!.write(`${JSON.stringify(asked)}\n`)
      return next()
    },
    async end() {
      if (client.exitCode !== null || client.signalCode !== null) return
      client.kill('SIGKILL')
      await once(client, 'exit')
    },
  }
}

/** A Huiyin on a folder of its own, which goes when this process does. */
async function startSite(configIn: (dir: string) => string) {
  const dir = startFolder('hall')
  const dataDir = join(dir, 'data')
  const config = configIn(dir)
  const callOff = endsWithUs(dir)
  let started = await startUp({ dataDir, config })
  await untilHallReady(started.url)
  return {
    ...{ dir, dataDir, config },
    url: () => started.url,
    serverPid: () => serverOf(dir),
    async startAgain() {
      await started.end()
      const began = performance.now()
      started = await startUp({ dataDir, config })
      await untilHallReady(started.url)
      return performance.now() - began
    },
    async end() {
      await started.end()
      while (processesOf(dir).length > 0) await wait(100)
      callOff()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

type Bare = Pick<Hall, 'serverPid' | 'startAgain'>

/** Runs something on the demo's own site, on which nothing ever happened. */
export async function withEmptySite<T>(run: (site: Bare) => Promise<T>): Promise<T> {
  const site = await startSite(() => DEMO_SITE)
  try {
    return await run(site)
  } finally {
    await site.end()
  }
}

type Running = Awaited<ReturnType<typeof startSite>>

async function fill(running: Running, cases: number): Promise<Hall> {
  const { dir, dataDir, config } = running
  const site = readLargeSite(config)
  // A server that is added writes itself down in its place.
  const stores = readRunning(dataDir)!
  const cookies = await openSessions(stores.databaseUrl, site)
  const client = startClient(dir, {
    ...{ url: running.url(), feed: FEED, token: readFirstToken(dataDir, FEED)!, siteFile: config },
    ...{ cases, callbacks: Math.min(CALLBACKS, Math.ceil(cases / 10)) },
    watchers: watchersOf(site, cookies),
  })
  const { posted, postedMs } = await client.next()
  print(`${cases} cases: ${posted} events of before were taken in ${Math.round(postedMs!)} ms`)
  const servers: AddedServer[] = []
  // Only now it has folded them, and said what fell due before.
  await untilHallReady(running.url())
  return {
    url: running.url(),
    cookieOf: (person) => cookies.get(person)!,
    logins: site.people.flatMap(({ role, login }) => (role === 'agent' ? (login ?? []) : [])),
    serverPid: running.serverPid,
    async addServers(count) {
      const starting = Array.from({ length: count }, () =>
        startServer(running, stores).then((server) => servers.push(server)),
      )
      await Promise.all(starting)
      return servers
    },
    ask: client.ask,
    async startAgain() {
      await client.end()
      return running.startAgain()
    },
    async leave() {
      await client.end()
      // They end while their stores are still there.
      await Promise.all(servers.map((server) => server.end()))
    },
  }
}

/** Runs something in a hall with so many open cases, each with a promise. */
export async function withHall<T>(cases: number, run: (hall: Hall) => Promise<T>): Promise<T> {
  const running = await startSite((dir) => writeLargeSite(dir, DEMO_SITE))
  try {
    const hall = await fill(running, cases)
    try {
      return await run(hall)
    } finally {
      await hall.leave()
    }
  } finally {
    await running.end()
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { Site } from '#core/site/site-schema.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { DEMO_SITE, writeLargeSite } from '#scripts/demo/large/write-large-site.ts'
import { readRunning } from '#scripts/start/running-file.ts'
import { hashPassword } from '#server/auth/password.ts'
import { createSessions } from '#server/auth/sessions.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import type { Watcher } from '#tests/support/screen-socket.ts'
import { startFolder } from '#tests/support/start-folder.ts'
import { processesOf, startUp } from '#tests/support/started.ts'
import { endsWithUs } from './ends-with-us.ts'
import { say } from './figures.ts'
import type { Asked, LoadAnswer, LoadPlan } from './load-plan.ts'

/** A whole Huiyin with the large floor on it, started as a user starts it, and all who look at it. */
export interface Hall {
  readonly url: string
  /** The cookie of a person's session. */
  cookieOf(person: string): string
  /** What the agents type to sign in. */
  readonly logins: readonly string[]
  serverPid(): number
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

export async function untilHallReady(url: string): Promise<void> {
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isReady())) await wait(20)
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
  const cookies = await openSessions(readRunning(dataDir)!.databaseUrl, site)
  const client = startClient(dir, {
    ...{ url: running.url(), feed: FEED, token: readFirstToken(dataDir, FEED)!, siteFile: config },
    ...{ cases, callbacks: Math.min(CALLBACKS, Math.ceil(cases / 10)) },
    watchers: watchersOf(site, cookies),
  })
  const { posted, postedMs } = await client.next()
  say(`${cases} cases: ${posted} events of before were taken in ${Math.round(postedMs!)} ms`)
  // Only now it has folded them, and said what fell due before.
  await untilHallReady(running.url())
  return {
    url: running.url(),
    cookieOf: (person) => cookies.get(person)!,
    logins: site.people.flatMap(({ role, login }) => (role === 'agent' ? (login ?? []) : [])),
    serverPid: running.serverPid,
    ask: client.ask,
    async startAgain() {
      await client.end()
      return running.startAgain()
    },
    leave: client.end,
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

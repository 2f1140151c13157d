import { execFile } from 'node:child_process'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { unprivilegedAccount } from './account.ts'
import type { Account, ChildProcessSpec } from './child-process.ts'
import { freePort } from './free-port.ts'
import { findPostgres } from './postgres-binaries.ts'
import { postgresHome } from './postgres-home.ts'
import { DATABASE, prepareRole, ROLE, rolePassword } from './postgres-role.ts'
import type { Found, StoreProcess } from './redis.ts'

const run = promisify(execFile)
const USER = 'huiyin'
const environment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: 'production',
  PATH: process.env.PATH,
  LC_ALL: 'C',
})

/** An embedded PostgreSQL on a free port, its cluster made at the first call. */
export async function postgresProcess(
  dataDir: string,
  password: string,
  say: (line: string) => void,
): Promise<Found<StoreProcess>> {
  const account = unprivilegedAccount()
  const home = postgresHome(dataDir, account)
  const cluster = join(home, 'data')
  const binaries = await findPostgres(account, begunWith(cluster), say)
  if (!binaries.ok) return binaries
  const bin = binaries.found
  if (!existsSync(cluster)) {
    say('Making the database …')
    await initialise(bin, home, cluster, password, account)
  }
  const port = await freePort()
  const superuser = (database: string) => address(USER, password, port, database)
  const part: ChildProcessSpec = {
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', cluster, ...settings(port).flatMap((setting) => ['-c', setting])],
    env: environment(),
    cwd: home,
    account,
    // "Fast": sessions that are still open do not keep it from ending.
    stopSignal: 'SIGINT',
    isOurs: false,
    ready: (alive) => answers(superuser, rolePassword(password), alive),
  }
  return { ok: true, found: { url: address(ROLE, rolePassword(password), port, DATABASE), part } }
}

const address = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

// No socket file: its path would be too long in many a folder.
const settings = (port: number) => [
  `port=${port}`,
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
]

/** The major version that made the cluster; null if there is none yet. */
function begunWith(cluster: string): number | null {
  const file = join(cluster, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null
}

/** Makes the cluster beside its place and moves it there whole, so that an interrupted first start leaves none behind. */
async function initialise(
  bin: string,
  home: string,
  cluster: string,
  password: string,
  account: Account | null,
): Promise<void> {
  const draft = join(home, 'data.new')
  const passwordFile = join(home, 'password')
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account !== null) chownSync(passwordFile, account.uid, account.gid)
  const access = ['-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  try {
    await run(join(bin, 'initdb'), ['-D', draft, ...access, '-E', 'UTF8', '--locale=C'], {
      cwd: home,
      env: environment(),
      ...account,
    })
  } finally {
    rmSync(passwordFile)
  }
  renameSync(draft, cluster)
}

/** Waits until PostgreSQL answers, and prepares our role and database in it. False: it ended; a text: why it cannot serve us. */
async function answers(
  superuser: (database: string) => string,
  password: string,
  alive: () => boolean,
): Promise<boolean | string> {
  while (alive()) {
    const answer = await prepared(superuser, password)
    if (answer !== false) return answer
    await wait(50)
  }
  return false
}

/** What PostgreSQL says of a password that is not the one it knows (SQLSTATE). */
const WRONG_PASSWORD = '28P01'

async function prepared(
  superuser: (database: string) => string,
  password: string,
): Promise<boolean | string> {
  try {
    await prepareRole(superuser, password)
    return true
  } catch (error) {
    // Not listening yet, still reading its log after a crash, or without room: asked again while the process lives.
    return (error as { code?: string }).code === WRONG_PASSWORD
      ? 'secrets.json does not hold the password that its data was made with: put the file back from a backup of this data folder'
      : false
  }
}

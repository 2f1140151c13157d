import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { canEnter } from '../start/account.ts'
import { root } from '../start/own-processes.ts'
import { buildPages } from '../start/page-build.ts'
import { findPostgres } from '../start/postgres-binaries.ts'
import { findRedis } from '../start/redis.ts'
import { type PlannedFile, planService, type ServicePlan } from './plan.ts'
import { readOptions, SERVICE_USAGE, type ServiceOptions } from './read-options.ts'
import { environmentFile } from './unit.ts'

const say = (line: string) => console.error(line)

const idOf = (flag: '-u' | '-g', user: string): number | null => {
  const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : null
}

/** The account as a process can be run as it; null: there is none. */
function accountOf(user: string) {
  const [uid, gid] = [idOf('-u', user), idOf('-g', user)]
  return uid === null || gid === null ? null : { uid, gid }
}

/** Null: there is none, or it is not for us to read, as before root is asked. */
function environmentThere(): string | null {
  try {
    return readFileSync(environmentFile, 'utf8')
  } catch (error) {
    if (['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** Prints what would be done, so that whoever is asked for root's rights knows for what. */
function show({ before, files, removed, after, notes }: ServicePlan): void {
  for (const words of before) console.log(`# runs ${words.join(' ')}`)
  for (const { path, text, isKept } of files)
    console.log(`# writes ${path}${isKept ? ', unless it is there' : ''}\n${text}`)
  for (const path of removed) console.log(`# removes ${path}`)
  for (const words of after) console.log(`# runs ${words.join(' ')}`)
  for (const note of notes) say(note)
  say('Nothing was changed. As root, with --write, it is done: sudo npm run install-service -- --write')
}

function write({ path, mode, text, isKept }: PlannedFile, below: string): void {
  const place = join(resolve(below), path)
  if (isKept && existsSync(place)) {
    say(`${place} stays as it is`)
    return
  }
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, text, { mode })
  say(`${place} is written`)
}

function runCommand([command, ...args]: readonly string[]): boolean {
  say(`${command} ${args.join(' ')}`)
  return spawnSync(command!, args, { stdio: ['ignore', 2, 2] }).status === 0
}

/** What keeps an account from running this checkout; null: nothing. */
function checkoutFault(user: string): string | null {
  const account = accountOf(user)
  if (account === null || process.getuid?.() !== 0 || canEnter(account, root)) return null
  return `The account "${user}" cannot enter ${root}: put the checkout where it can (/opt/huiyin), or name another account with --user`
}

/** What the service itself may not do, since it cannot write here: programs and pages are there before it starts. */
async function prepare({ part }: ServiceOptions): Promise<string | null> {
  if (part === 'all') {
    const found = await Promise.all([findRedis(say), findPostgres(null, null, say)])
    for (const store of found) if (!store.ok) return store.hint
  }
  return part === 'workers' || (await buildPages(say)) ? null : 'The pages could not be built.'
}

/** Why this machine takes no service; null: it does. */
function machineFault(): string | null {
  if (process.getuid?.() !== 0)
    return 'Only root may write below /etc: sudo npm run install-service -- --write'
  return existsSync('/run/systemd/system')
    ? null
    : 'systemd does not run on this machine: with --below FOLDER the files alone are written, below that folder'
}

/** Text: what hindered it. */
async function carryOut(plan: ServicePlan, options: ServiceOptions): Promise<string | null> {
  const { below, isUninstall, user } = options
  if (below !== null) {
    change(plan, below)
    return null
  }
  const fault = machineFault() ?? (isUninstall ? null : await prepare(options))
  if (fault !== null) return fault
  const failed = plan.before.find((words) => !runCommand(words))
  if (failed !== undefined) return `"${failed.join(' ')}" failed: nothing was written`
  const hindered = isUninstall ? null : checkoutFault(user)
  if (hindered !== null) return hindered
  change(plan, '/')
  const last = plan.after.find((words) => !runCommand(words))
  if (last !== undefined) return `"${last.join(' ')}" failed`
  for (const note of plan.notes) say(note)
  return null
}

function change({ files, removed }: ServicePlan, below: string): void {
  for (const file of files) write(file, below)
  for (const path of removed) rmSync(join(resolve(below), path), { force: true })
}

const options = readOptions(process.argv.slice(2))
if (typeof options === 'string') {
  say(options)
  say(SERVICE_USAGE)
  process.exitCode = 2
} else {
  const plan = planService(options, {
    root,
    node: join(root, 'node_modules/node/bin/node'),
    hasAccount: (user) => accountOf(user) !== null,
    environment: environmentThere(),
  })
  const fault = options.isWritten ? await carryOut(plan, options) : null
  if (fault !== null) say(fault)
  if (!options.isWritten) show(plan)
  process.exitCode = fault === null ? 0 : 1
}

import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#scripts/start/free-port.ts'
import { type Child, startChild } from '../support/child-process.ts'
import {
  type Instruction,
  readDockerfile,
  readIgnored,
  type Stage,
} from '../support/image/read-dockerfile.ts'
import { startPostgres } from '../support/postgres.ts'
import { startRedis } from '../support/redis.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'
import type { Soak } from './main.ts'

const root = join(import.meta.dirname, '../..')
const say = (line: string) => console.error(line)

/** A stage as a folder: what would lie at `/srv/huiyin` in the image lies at `dir/srv/huiyin`. */
interface Built {
  readonly dir: string
  workdir: string
  readonly environment: Record<string, string>
  entry: string[]
  command: string[]
  user: string
}

/** The files that Docker would be sent: those of git that .dockerignore lets through. */
function context(dir: string): void {
  const { kept, without } = readIgnored()
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.split('\0')) {
    const isKept = kept.some((name) => file === name || file.startsWith(`${name}/`))
    if (file === '' || !isKept || without.some((end) => file.endsWith(end)) || !existsSync(join(root, file)))
      continue
    cpSync(join(root, file), join(dir, file), { recursive: true })
  }
}

function copy(built: Built, text: string, from: string, stages: ReadonlyMap<string, Built>): void {
  const [first, ...others] = text.split(/\s+/)
  const stage = /^--from=(\w+)$/.exec(first!)?.[1]
  const words = stage === undefined ? [first!, ...others] : others
  const to = join(built.dir, built.workdir)
  mkdirSync(to, { recursive: true })
  for (const name of words.slice(0, -1)) {
    const source = stage === undefined ? join(from, name) : join(stages.get(stage)!.dir, name)
    const isWhole = name === '.' || stage !== undefined
    cpSync(source, isWhole ? to : join(to, name), { recursive: true, verbatimSymlinks: true })
  }
}

/** Paths of the image in a command, such as /data, below the stage's folder. */
const below = (built: Built, text: string) => text.replaceAll(/(?<=\s)\/(data|srv)\b/g, `${built.dir}/$1`)

function carryOut(
  built: Built,
  { name, text }: Instruction,
  from: string,
  stages: ReadonlyMap<string, Built>,
): void {
  say(`${name} ${text.slice(0, 100)}`)
  switch (name) {
    case 'WORKDIR':
      built.workdir = text
      mkdirSync(join(built.dir, text), { recursive: true })
      break
    case 'COPY':
      copy(built, text, from, stages)
      break
    case 'RUN': {
      const { status } = spawnSync('sh', ['-c', below(built, text)], {
        cwd: join(built.dir, built.workdir),
        // Of the base image there is the Node alone, in the place of the one that the shell would find; how this machine
        // reaches the registry is its own.
        env: {
          ...process.env,
          ...{ NODE_ENV: 'development', ...built.environment },
          PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
        },
        stdio: ['ignore', 2, 2],
      })
      if (status !== 0) throw new Error(`RUN ${text} ended with ${status}`)
      break
    }
    case 'ENV':
      for (const pair of text.split(/\s+/)) {
        const [key, value = ''] = pair.split('=')
        built.environment[key!] = value
      }
      break
    case 'USER':
      built.user = text
      break
    case 'ENTRYPOINT':
      built.entry = JSON.parse(text) as string[]
      break
    case 'CMD':
      built.command = JSON.parse(text) as string[]
      break
    case 'VOLUME':
    case 'EXPOSE':
      break
    default:
      throw new Error(`${name} cannot be carried out here`)
  }
}

function build(dir: string, stages: readonly Stage[]): Built {
  const from = join(dir, 'context')
  context(from)
  const done = new Map<string, Built>()
  let last: Built | null = null
  for (const { name, from: base, instructions } of stages) {
    const before = done.get(base)
    const built: Built = {
      ...{ dir: join(dir, `stage-${done.size}`), workdir: before?.workdir ?? '/', user: '' },
      ...{ environment: { ...before?.environment }, entry: [], command: [] },
    }
    if (before !== undefined) cpSync(before.dir, built.dir, { recursive: true, verbatimSymlinks: true })
    mkdirSync(built.dir, { recursive: true })
    for (const instruction of instructions) carryOut(built, instruction, from, done)
    done.set(name, built)
    last = built
  }
  return last!
}

/** Starts a part as the image would: by its entry point, as its user, with its environment. */
function startPart(built: Built, command: readonly string[], more: Record<string, string>): Child {
  const [uid, gid] = built.user.split(':').map(Number)
  const isRoot = process.getuid?.() === 0
  return startChild(process.execPath, [...built.entry.slice(1), ...command], {
    cwd: join(built.dir, built.workdir),
    env: { NODE_ENV: 'production', ...built.environment, ...more },
    ...(isRoot && { uid: uid!, gid: gid! }),
  })
}

async function untilOk(child: Child, url: string): Promise<string | null> {
  for (let tries = 0; tries < 600; tries++) {
    if (!child.alive) return `it ended:\n${child.output()}`
    const asked = fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (await asked) return null
    await wait(100)
  }
  return `${url} does not answer:\n${child.output()}`
}

/** `npm run soak -- image`: the Dockerfile's steps in an empty folder; then server and workers of what came of it. */
export const soak: Soak = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-image-'))
  chmodSync(dir, 0o755)
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const parts: Child[] = []
  try {
    const began = performance.now()
    const built = build(dir, readDockerfile())
    say(`built in ${Math.round((performance.now() - began) / 1_000)} s`)
    say(execFileSync('du', ['-sh', built.dir], { encoding: 'utf8' }).trim())
    const config = await writeSiteFile(testSite('image'))
    chmodSync(join(config, '..'), 0o755)
    const data = join(built.dir, 'data')
    const [port, health] = [await freePort(), await freePort()]
    const stores = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, HUIYIN_CONFIG: config }
    const own = {
      ...stores,
      HUIYIN_DATA_DIR: data,
      NODE_COMPILE_CACHE: join(data, 'compiled'),
      HOST: '127.0.0.1',
    }
    const server = startPart(built, built.command, { ...own, PORT: String(port) })
    const workers = startPart(built, ['workers'], { ...own, HUIYIN_HEALTH_PORT: String(health) })
    parts.push(server, workers)
    const url = `http://127.0.0.1:${port}`
    const faults = [
      await untilOk(server, `${url}/readyz`),
      await untilOk(workers, `http://127.0.0.1:${health}/healthz`),
    ].filter((fault) => fault !== null)
    if (faults.length > 0) return faults
    const page = await fetch(`${url}/sign-in`)
    if (!page.ok) faults.push(`the page to sign in: ${page.status}`)
    for (const part of parts) part.kill('SIGTERM')
    const codes = await Promise.all(parts.map(({ exited }) => exited))
    if (codes.some((code) => code !== 0)) faults.push(`they ended with ${codes.join(' and ')}`)
    return faults
  } finally {
    for (const part of parts) part.kill('SIGKILL')
    await Promise.all([redis.stop(), postgres.stop()])
    rmSync(dir, { recursive: true, force: true })
  }
}

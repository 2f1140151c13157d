import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { readRecording } from '#scripts/replay-ami/read-recording.ts'
import { serveRecording } from '#scripts/replay-ami/serve-recording.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { openBrowser } from '../browser/browser.ts'
import { startFolder } from '../support/start-folder.ts'
import type { Soak } from './main.ts'

const root = join(import.meta.dirname, '../..')
const RECORDING = join(root, 'tests/fixtures/asterisk/short.ndjson')
const COLD_GOAL_SEC = 600
const INSTALLED_GOAL_SEC = 180
const PATIENCE_MS = 1_200_000

const say = (line: string) => console.error(line)
const secondsSince = (at: number) => Math.round((performance.now() - at) / 1_000)

interface Run {
  readonly npm: ChildProcess
  readonly said: () => string
  readonly ended: Promise<unknown>
}

function npmStart(folder: string, dataDir: string, port: number): Run {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_ENV$|INIT_CWD$|HUIYIN_|REDIS_URL$|DATABASE_URL$)/.test(name),
  )
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...(Object.fromEntries(kept) as NodeJS.ProcessEnv), PORT: String(port), HUIYIN_DATA_DIR: dataDir },
  })
  let said = ''
  for (const stream of [npm.stdout, npm.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      process.stderr.write(chunk)
    })
  return { npm, said: () => said, ended: new Promise((done) => npm.once('close', done)) }
}

async function untilSaid(run: Run, what: RegExp): Promise<string> {
  for (;;) {
    const found = what.exec(run.said())
    if (found !== null) return found[1]!
    if (run.npm.exitCode !== null) throw new Error(`npm start ended with ${run.npm.exitCode}`)
    await wait(100)
  }
}

/** Fills the assistant in as somebody would who has read nothing; gives the queues that the wall then shows. */
async function byAssistant(browser: Browser, address: string, code: string, pbx: number): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en' })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const fill = (name: string, value: string) => page.locator(`#step input[name="${name}"]`).fill(value)
  const next = () => page.locator('#step button[type="submit"]').click()
  await page.goto(address)
  await fill('code', code)
  await next()
  await fill('name', 'Ten minutes')
  await fill('timezone', 'Asia/Shanghai')
  await next()
  await fill('login', '1000')
  await page.locator('#step input[name="name"]').fill('Lin Mei')
  await fill('password', 'a password of my own')
  await next()
  await page.locator('[data-choice="asterisk"]').click()
  await fill('host', '127.0.0.1')
  await fill('port', String(pbx))
  await fill('username', 'huiyin')
  await fill('secret', 'anything')
  await next()
  await page.locator('tr[data-queue]').first().waitFor()
  await next()
  await page.waitForURL(/\/wall\//)
  await page.locator('main.wall[data-live="live"]').waitFor()
  await page.locator('[data-queue]').first().waitFor()
  const shown = await page
    .locator('[data-queue]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-queue') ?? ''))
  await context.close()
  return [...new Set(shown)].sort()
}

const line = (what: string, took: number, goal: number) =>
  `${what}: ${took} s (goal ≤ ${goal} s)${took <= goal ? '' : ', MISSED'}`

/**
 * `npm run soak -- ten-minutes`: from `git clone` to a wall with the recorded Asterisk's own queues, by the assistant
 * alone, in Chromium; then again where all is installed. Prints the times beside their goals; no file is edited.
 */
export const soak: Soak = async () => {
  const dir = startFolder('ten-minutes')
  const folder = join(dir, 'huiyin')
  const pbx = await freePort()
  const ending = new AbortController()
  const served = serveRecording(await readRecording(RECORDING), { port: pbx, say, signal: ending.signal })
  const browser = await openBrowser()
  const faults: string[] = []
  const results: string[] = []

  async function once(name: string): Promise<{ toAssistant: number; toWall: number }> {
    const began = performance.now()
    const dataDir = join(dir, name)
    const run = npmStart(folder, dataDir, await freePort())
    try {
      const address = await untilSaid(run, /^Assistant +(http\S+)/m)
      const code = await untilSaid(run, /type this code: (\S+)/)
      const toAssistant = secondsSince(began)
      const queues = await byAssistant(browser, address, code, pbx)
      const toWall = secondsSince(began)
      say(`The wall shows ${queues.join(', ')}`)
      const written = readFileSync(join(dataDir, 'site.yaml'), 'utf8')
      if (queues.length === 0 || !written.includes('kind: asterisk'))
        faults.push('the wall has no queue of the PBX')
      return { toAssistant, toWall }
    } finally {
      run.npm.kill('SIGTERM')
      await run.ended
    }
  }

  try {
    const began = performance.now()
    execFileSync('git', ['clone', '--quiet', root, folder])
    const cloned = secondsSince(began)
    const cold = await once('cold')
    const total = cloned + cold.toWall
    results.push(
      line('from git clone to the wall', total, COLD_GOAL_SEC),
      `  of it until the assistant asks: ${cloned + cold.toAssistant} s`,
    )
    const again = await once('again')
    results.push(line('the same where all is installed', again.toWall, INSTALLED_GOAL_SEC))
    const [load] = loadavg()
    results.push(`load of the machine at the end: ${load!.toFixed(1)} on ${availableParallelism()} cores`)
    if (total > COLD_GOAL_SEC || again.toWall > INSTALLED_GOAL_SEC) faults.push('it took too long')
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' })
    if (changed !== '') faults.push(`files were changed: ${changed}`)
  } finally {
    await browser.close()
    ending.abort()
    await served
    rmSync(dir, { recursive: true, force: true })
  }
  for (const result of results) console.log(result)
  return faults
}

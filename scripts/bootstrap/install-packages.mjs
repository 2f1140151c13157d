import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from './root-folder.mjs'

const lockFile = join(rootFolder, 'package-lock.json')
const modules = join(rootFolder, 'node_modules')
const stampFile = join(modules, '.huiyin-installed')
const ownNode = join(modules, '.bin', 'node')
const SAY_EVERY_MS = 10_000

/** Installs the packages of package-lock.json unless they are there. Gives the path of the Node among them. */
export async function installPackages() {
  if (!isInstalled()) {
    await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], 'Installing packages')
    writeFileSync(stampFile, lockHash())
  }
  const wanted = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')).dependencies.node
  if (versionOf(ownNode) !== `v${wanted}`) await npm(['rebuild', 'node'], `Installing Node ${wanted}`)
  if (versionOf(ownNode) === `v${wanted}`) return ownNode
  console.error(`Node ${wanted} could not be installed: run "npm rebuild node" and see what it says.`)
  process.exit(1)
}

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

/** Whether node_modules belongs to the lock file, installed by us or by the user's own `npm ci`. */
function isInstalled() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash()
  const listing = join(modules, '.package-lock.json')
  if (!existsSync(listing) || statSync(listing).mtimeMs < statSync(lockFile).mtimeMs) return false
  writeFileSync(stampFile, lockHash())
  return true
}

const versionOf = (node) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()

/** Runs npm and says every few seconds that it still runs; what it prints goes to standard error. */
async function npm(args, title) {
  const started = Date.now()
  const say = (word) => console.error(`${title} … ${word}${Math.round((Date.now() - started) / 1000)} s`)
  console.error(`${title} … (npm ${args[0]})`)
  const timer = setInterval(say, SAY_EVERY_MS, '')
  // Run by npm itself, the very same npm is used again; "npm run -s" must not silence its errors.
  const own = process.env.npm_execpath
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  const child = spawn(command, [...first, ...args, '--loglevel=error'], {
    cwd: rootFolder,
    stdio: ['ignore', 2, 2],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      child.kill(signal)
      process.exit(1)
    })
  const code = await new Promise((done) => {
    child.once('error', (error) => {
      console.error(error.message)
      done(1)
    })
    child.once('exit', done)
  })
  clearInterval(timer)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  if (code !== 0) {
    console.error(`${title} failed: npm ${args.join(' ')} ended with ${code}.`)
    process.exit(1)
  }
  say('done in ')
}

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../start/own-processes.ts'
import { onPath } from '../start/system-packages.ts'
import { planService } from './plan.ts'
import { readOptions } from './read-options.ts'
import { type UnitPart, unitName, unitParts, unitText } from './unit.ts'

/** Guarantee: what `npm run install-service` writes is a unit that systemd takes, and that may do little. */

const dir = mkdtempSync(join(tmpdir(), 'huiyin-service-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

// systemd looks whether account and program are there.
const user = 'daemon'
const node = process.execPath
const options = (part: UnitPart, from = root) => ({ part, root: from, node, user, hasLowPort: false })

function verify(part: UnitPart, text: string): string {
  const file = join(dir, unitName(part))
  writeFileSync(file, text)
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
  return `${stdout}${stderr}`
}

// `npm test` installs systemd where it may; on a Mac there is none.
describe.runIf(onPath('systemd-analyze'))('by systemd itself', () => {
  test('every unit is verified without a word', () => {
    for (const part of unitParts) expect(verify(part, unitText(options(part)))).toBe('')
  })

  test('a mistake would be told', () => {
    const wrong = unitText(options('all')).replace('ProtectSystem=strict', 'ProtectSystem=strictly')
    expect(verify('all', wrong)).toContain('Failed to parse protect system value')
  })

  test('a checkout whose folder has spaces and signs of systemd in its name is run', () => {
    const odd = join(dir, 'a checkout 100%n $HOME')
    mkdirSync(join(odd, 'bin'), { recursive: true })
    symlinkSync(process.execPath, join(odd, 'bin/node'))
    const text = unitText({ ...options('all', odd), node: join(odd, 'bin/node') })
    expect(verify('all', text)).toBe('')
  })

  test('what it may do is little: systemd rates its exposure 2 of 10 or less', () => {
    for (const part of unitParts) {
      verify(part, unitText(options(part)))
      const args = ['security', '--offline=true', '--threshold=20', '--no-pager', join(dir, unitName(part))]
      const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
      expect(status, stdout).toBe(0)
    }
  })
})

const machine = { root, node, hasAccount: () => false, environment: null }
const asked = (...args: string[]) => {
  const read = readOptions(args)
  if (typeof read === 'string') throw new Error(read)
  return read
}

test('an account is made, the unit written, and the settings of whoever runs it are left alone', () => {
  const plan = planService(asked('--write'), machine)
  expect(plan.before.map(([command]) => command)).toEqual(['useradd'])
  expect(plan.files.map(({ path, mode, isKept }) => [path, mode, isKept])).toEqual([
    ['/etc/systemd/system/huiyin.service', 0o644, false],
    ['/etc/huiyin/huiyin.env', 0o600, true],
  ])
  expect(plan.after.map((words) => words.join(' '))).toEqual([
    'systemctl daemon-reload',
    'systemctl enable huiyin.service',
    'systemctl restart huiyin.service',
  ])
  expect(planService(asked(), { ...machine, hasAccount: () => true }).before).toEqual([])
})

test('a port below 1024 is taken with that one right, and with no other', () => {
  const unitOf = (environment: string | null) =>
    planService(asked(), { ...machine, environment }).files[0]!.text.split('\n')
  expect(unitOf('PORT=80\n')).toContain('CapabilityBoundingSet=CAP_NET_BIND_SERVICE')
  expect(unitOf('PORT=80\n')).not.toContain('PrivateUsers=yes')
  for (const environment of [null, 'PORT=3000\n', '#PORT=80\n'])
    expect(unitOf(environment)).toContain('CapabilityBoundingSet=')
})

test('uninstalling takes the service away and leaves data, keys and settings', () => {
  const plan = planService(asked('--uninstall', '--part', 'workers'), machine)
  expect(plan.removed).toEqual(['/etc/systemd/system/huiyin-workers.service'])
  expect(plan.before).toEqual([['systemctl', 'disable', '--now', 'huiyin-workers.service']])
})

test('a command that is wrong is a sentence', () => {
  expect(readOptions(['--part', 'half'])).toBe('--part must be one of all, server, workers (is "half")')
  expect(readOptions(['--user', 'root'])).toContain('must not be root')
  expect(readOptions(['--user', 'a b'])).toContain('--user must be the name of an account')
  expect(readOptions(['--wirte'])).toContain("Unknown option '--wirte'")
})

test('the command shows everything and changes nothing until it is told to write; then it writes it', () => {
  const main = join(import.meta.dirname, 'main.ts')
  const run = (...args: string[]) => execFileSync(node, [main, ...args], { encoding: 'utf8', stdio: 'pipe' })
  const below = join(dir, 'below')
  expect(run('--below', below)).toContain('ExecStart=')
  expect(() => statSync(below)).toThrow()
  run('--below', below, '--write')
  const unit = join(below, 'etc/systemd/system/huiyin.service')
  const settings = join(below, 'etc/huiyin/huiyin.env')
  expect([unit, settings].map((file) => statSync(file).mode & 0o777)).toEqual([0o644, 0o600])
  writeFileSync(settings, 'PORT=4000\n')
  run('--below', below, '--write')
  expect(statSync(settings).size).toBe('PORT=4000\n'.length)
  run('--below', below, '--uninstall', '--write')
  expect(() => statSync(unit)).toThrow()
  expect(statSync(settings).isFile()).toBe(true)
}, 30_000)

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  firstPasswordsFile,
  giveFirstPasswords,
  giveFirstToken,
  keepFirstPasswords,
  readFirstPasswords,
  readFirstToken,
  tokenFile,
} from './first-secrets.ts'

let dir: string
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'huiyin-first-')), 'data')
})
afterEach(() => rmSync(join(dir, '..'), { recursive: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

test('everybody gets another password, which is kept for its owner alone and is the same the next time', () => {
  const logins = ['admin', '1001', 'li wei']
  const given = giveFirstPasswords(dir, logins)
  expect([...given.keys()]).toEqual(logins)
  expect(new Set(given.values()).size).toBe(3)
  for (const password of given.values())
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  expect(modeOf(firstPasswordsFile(dir))).toBe(0o600)
  expect(giveFirstPasswords(dir, [...logins, '1002'])).toEqual(
    new Map([...given, ['1002', expect.any(String) as string]]),
  )
  keepFirstPasswords(dir, new Map([['admin', 'another-one']]))
  expect(readFirstPasswords(dir).get('admin')).toBe('another-one')
  expect(readFirstPasswords(dir).get('li wei')).toBe(given.get('li wei'))
  expect(readdirSync(dir)).toEqual(['first-passwords'])
})

test('a token is made once, in a file of its name', () => {
  const token = giveFirstToken(dir, 'demo')
  expect(token).toMatch(/^[\da-f]{48}$/)
  expect(giveFirstToken(dir, 'demo')).toBe(token)
  expect(readFileSync(join(dir, 'tokens/demo'), 'utf8')).toBe(`${token}\n`)
  expect([modeOf(join(dir, 'tokens')), modeOf(join(dir, 'tokens/demo'))]).toEqual([0o700, 0o600])
  expect(readFirstToken(dir, 'other')).toBeNull()
})

test('a name that is no file’s stays within the folder', () => {
  for (const name of ['../x', '.', '..', 'a/b', '报表', 'x'.repeat(200)])
    expect(tokenFile(dir, name)).toMatch(/\/data\/tokens\/[\da-f]{24}$/)
})

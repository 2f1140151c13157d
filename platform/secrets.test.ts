import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-secrets-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('secrets are made once, kept, and readable by their owner only', () => {
  const first = openSecrets(dir)
  expect(openSecrets(dir)).toEqual(first)
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length)
  expect(statSync(join(dir, 'secrets.json')).mode & 0o077).toBe(0)
})

test('a damaged file is never silently replaced: sessions and customer keys would be lost', () => {
  writeFileSync(join(dir, 'secrets.json'), '{"sessionKey":')
  expect(() => openSecrets(dir)).toThrow(/secrets\.json cannot be read/)
})

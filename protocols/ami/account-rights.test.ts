import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actRights, readRights, ringRights, writeRights } from './account-rights.ts'

/** Guarantee: whoever reads one page makes the account that every other page, and doctor, asks for. */
test.each(['README.md', 'docs/asterisk.md'])('%s names the rights of the account as doctor does', (page) => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
  const lines = new Set(text.match(/\b(read|write) = [a-z,]+/g))
  expect([...lines]).toEqual(expect.arrayContaining([readRights, writeRights]))
  for (const line of lines) expect([readRights, writeRights, ringRights, actRights]).toContain(line)
})

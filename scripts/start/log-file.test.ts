import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogFile } from './log-file.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-log-file-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

// Linux has a file on which every write fails as on a full disk.
test.runIf(process.platform === 'linux')(
  'lines that a full disk does not take are dropped and counted',
  () => {
    symlinkSync('/dev/full', join(dir, 'server.log'))
    const log = openLogFile(dir, 'server')
    log.write('one')
    log.write('two')
    expect(log.dropped).toBe(2)
    log.close()
  },
)

test('what is written is there, line by line', () => {
  const log = openLogFile(dir, 'server')
  log.write('one')
  log.write('two')
  log.close()
  expect([readFileSync(join(dir, 'server.log'), 'utf8'), log.dropped]).toEqual(['one\ntwo\n', 0])
})

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDemoFolder } from './demo-folder.ts'

const ports = { mail: 1, chat: 2 }

function somewhere(): string {
  const root = mkdtempSync(join(tmpdir(), 'huiyin-demo-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  return join(root, 'demo')
}

test('an empty folder and one of before are the demo’s, without a word', () => {
  const folder = somewhere()
  const said: string[] = []
  for (let start = 0; start < 2; start++)
    expect(openDemoFolder(folder, ports, (text) => said.push(text)).floor).toBe(join(folder, 'floor'))
  expect(said).toEqual([])
})

test('a folder with the floor of an earlier version stays as it is; the demo begins beside it, each time in the same place', () => {
  const folder = somewhere()
  mkdirSync(folder)
  writeFileSync(join(folder, 'progress.json'), 'kept')
  const said: string[] = []
  for (let start = 0; start < 2; start++)
    expect(openDemoFolder(folder, ports, (text) => said.push(text)).floor).toBe(`${folder}-2/floor`)
  expect(said[0]).toContain(folder)
  expect(said).toHaveLength(2)
  expect(readFileSync(join(folder, 'progress.json'), 'utf8')).toBe('kept')
  expect(existsSync(join(folder, 'floor'))).toBe(false)
})

test('a past is made once for each language, and each beginning is laid down from it anew', async () => {
  const demo = openDemoFolder(somewhere(), ports, () => {})
  expect(demo.hasPast('en')).toBe(false)
  mkdirSync(demo.floor)
  writeFileSync(join(demo.floor, 'log'), 'four weeks')
  demo.keepPast('en')
  expect([demo.hasPast('en'), demo.hasPast('zh-CN'), existsSync(demo.floor)]).toEqual([true, false, false])
  for (let run = 0; run < 2; run++) {
    await demo.layPast('en')
    expect(readFileSync(join(demo.floor, 'log'), 'utf8')).toBe('four weeks')
    writeFileSync(join(demo.floor, 'log'), 'and today')
  }
})

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calendar-'))
  const site = `site: { id: test, timezone: Europe/Berlin }
calendars:
  - { id: shop, week: { mon-sat: ["09:00-12:00", "22:00-06:00"], sun: ["00:00-24:00"] }, closed: ["2024-04-01"] }
  - { id: china, timezone: Asia/Shanghai, week: { mon-fri: ["09:00-18:00"] }, holidays: [CN] }
`
  await writeFile(join(folder, 'site.yaml'), site)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const script = join(import.meta.dirname, 'calendar.ts')
async function lines(...args: string[]): Promise<string[]> {
  const { stdout } = await run(process.execPath, [script, ...args, '--config', join(folder, 'site.yaml')])
  return stdout.trimEnd().split('\n')
}

it('prints the opening spans, and marks closed days and days of 23 or 25 hours', async () => {
  expect(await lines('shop', '--from', '2024-03-30', '--days', '3')).toEqual([
    'shop: Europe/Berlin, 3 days',
    '2024-03-30  Sat  09:00-12:00 22:00-06:00+1     10 h',
    '2024-03-31  Sun  00:00-24:00                   23 h         day of 23 h',
    '2024-04-01  Mon  –                                          closed',
  ])
})

it('marks holidays and the days worked for them', async () => {
  const [, saturday, , , tuesday] = await lines('china', '--from', '2024-09-28', '--days', '4')
  expect(saturday).toBe('2024-09-28  Sat  –')
  expect(tuesday).toMatch(/^2024-10-01 {2}Tue {2}– +holiday$/)
  expect((await lines('china', '--from', '2024-09-29', '--days', '1'))[1]).toMatch(/adjusted workday$/)
})

it('says which calendars there are when it is asked for another', async () => {
  await expect(lines('nights')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no calendar "nights"; there are: shop, china'),
  })
  await expect(lines()).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('usage:') })
})

it('says of a year without an official list that only the days off by law are known', async () => {
  const [, note, newYear] = await lines('china', '--from', '2027-01-01', '--days', '2')
  expect(note).toContain('no official calendar for 2027 yet (CN)')
  expect(newYear).toMatch(/^2027-01-01 {2}Fri {2}– +holiday \(derived, not official\)$/)
})

it('reads the lists of holidays of the data folder', async () => {
  await mkdir(join(folder, 'holidays'))
  await writeFile(
    join(folder, 'holidays', 'CN-2027.json'),
    '{"days":{"2027-01-01":{"off":true},"2027-01-03":{"off":false}}}',
  )
  const env = { ...process.env, HUIYIN_DATA_DIR: folder }
  const args = ['china', '--from', '2027-01-01', '--days', '3', '--config', join(folder, 'site.yaml')]
  const { stdout } = await run(process.execPath, [script, ...args], { env })
  expect(stdout).not.toContain('no official calendar')
  expect(stdout).toMatch(/^2027-01-03 {2}Sun {2}09:00-18:00 +9 h +adjusted workday$/m)
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { siteSchema } from '#core/site/site-schema.ts'
import { checkCalendars } from './check-calendars.ts'

const site = siteSchema.parse({
  site: { id: 's', timezone: 'Asia/Taipei' },
  calendars: [{ id: 'office', week: { 'mon-fri': ['09:00-18:00'] }, holidays: ['TW'] }],
})

it('names the calendar and the year without an official list, and what to do, until the list is there', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'doctor-'))
  const levels = (when: string) =>
    checkCalendars(site, dir, Date.parse(when)).map(({ level, text }) => [level, text])
  expect(levels('2026-10-01T00:00:00+08:00')).toEqual([['good', expect.any(String)]])
  expect(levels('2026-11-05T00:00:00+08:00')).toEqual([
    [
      'warning',
      expect.stringMatching(/^calendar office: no official calendar for 2027 yet .*holidays\/TW-2027\.json/),
    ],
  ])
  await mkdir(join(dir, 'holidays'))
  await writeFile(join(dir, 'holidays', 'TW-2027.json'), '{"days":{"2027-01-01":{"off":true}}}')
  expect(levels('2026-11-05T00:00:00+08:00')).toEqual([['good', expect.any(String)]])
  await writeFile(join(dir, 'holidays', 'TW-2028.json'), 'rubbish')
  expect(levels('2026-11-05T00:00:00+08:00')).toEqual([['fault', expect.stringContaining('TW-2028.json')]])
  await rm(dir, { recursive: true })
})

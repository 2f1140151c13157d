import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteHolidays } from '#core/site/site-holidays.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { holidayDates } from '../holidays.ts'
import { readHolidayFolder } from './holiday-folder.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'holidays-'))
  await mkdir(join(dir, 'holidays'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))
const put = (name: string, text: string) => writeFile(join(dir, 'holidays', name), text)
const put2027 = () =>
  put(
    'cn-2027.json',
    JSON.stringify({
      source: 'a decree',
      papers: { 2027: ['https://www.gov.cn/example'] },
      days: {
        '2027-01-01': { off: true, name: '元旦' },
        '2027-01-03': { off: false, name: '元旦' },
        '2027-01-04': { off: true },
        '2027-10-01': { off: false },
      },
    }),
  )
const of = (code: string, year: number) =>
  siteHolidays({ holidays: [...readHolidayFolder(dir).lists] }, holidayDates)(code, year)

const ics = (...entries: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...entries, 'END:VCALENDAR', ''].join('\r\n')
const entry = (from: string, to: string | null, summary: string, ...more: string[]) =>
  [
    ...['BEGIN:VEVENT', `UID:${from}${summary}`, `DTSTART;VALUE=DATE:${from}`],
    ...(to === null ? [] : [`DTEND;VALUE=DATE:${to}`]),
    ...[`SUMMARY:${summary}`, ...more, 'END:VEVENT'],
  ].join('\r\n')

describe('lists of holidays in the data folder', () => {
  it('a list makes its year official; what the law gives stays off unless the list says that it is worked', async () => {
    expect(of('CN', 2027)?.basis).toBe('derived')
    await put2027()
    const dates = of('cn', 2027)!
    expect(dates.basis).toBe('official')
    expect(dates.closed).toEqual(expect.arrayContaining(['2027-01-01', '2027-01-04', '2027-02-06']))
    expect(dates.closed).not.toContain('2027-10-01')
    expect(dates.open).toEqual(['2027-01-03'])
    expect(of('CN', 2026)).toEqual(holidayDates('CN', 2026))
    expect(of('TW', 2027)).toEqual(holidayDates('TW', 2027))
  })

  it('a list that adds lies on top of the official one, such as days off for a typhoon', async () => {
    await put('tw.json', JSON.stringify({ adds: true, days: { '2026-07-09': { off: true, name: '颱風' } } }))
    expect(of('TW', 2026)).toMatchObject({ basis: 'official' })
    expect(of('TW', 2026)?.closed).toEqual([...holidayDates('TW', 2026)!.closed, '2026-07-09'])
    await put('tw.json', JSON.stringify({ adds: true, days: { '2027-07-09': { off: true } } }))
    expect(of('TW', 2027)?.basis).toBe('derived')
  })

  it('reads iCalendar files as they are published: with 休 and 班, or of days off alone', async () => {
    await put(
      'CN-2027.ics',
      ics(
        entry('20270101', '20270104', '元旦（休）'),
        entry('20270109', null, '元旦（班）'),
        entry('20270214', null, '情人节'),
      ),
    )
    const china = of('CN', 2027)!
    expect(china.closed).toEqual(expect.arrayContaining(['2027-01-01', '2027-01-02', '2027-01-03']))
    expect([china.open, china.closed.includes('2027-02-14')]).toEqual([['2027-01-09'], false])
    await put('acme.ics', ics(entry('20270501', '20270503', 'Works outing'), entry('20270508', null, '補班')))
    expect(of('ACME', 2027)).toMatchObject({ closed: ['2027-05-01', '2027-05-02'], open: ['2027-05-08'] })
    expect(of('ACME', 2028)).toEqual({ closed: [], open: [], basis: 'derived' })
  })

  it.each([
    ['CN-2027.json', '{', 'is no JSON'],
    ['CN-2027.json', '{"days":{"2027-02-30":{"off":true}}}', 'days.2027-02-30'],
    ['CN-2027.json', '{"days":{"2027-02-03":{"off":"yes"}}}', 'days.2027-02-03.off'],
    ['CN-2027.json', '{"dates":{}}', 'dates: is not a key'],
    ['2027.json', '{"days":{}}', 'its name must begin with a code'],
    ['CN.ics', 'nonsense', 'is no iCalendar file'],
    ['CN.ics', ics(entry('20270101', null, 'x', 'RRULE:FREQ=YEARLY')), 'repeats'],
  ])('names the file and the fault: %s %j', async (name, text, message) => {
    await put(name, text)
    const { lists, faults } = readHolidayFolder(dir)
    expect(lists).toEqual([])
    expect(faults[0]?.message).toContain(join(dir, 'holidays', name))
    expect(faults[0]?.message).toContain(message)
  })

  it('becomes part of the set that is applied, is noticed when it changes, and hinders nothing where there is none', async () => {
    const file = join(dir, 'site.yaml')
    const text =
      'site: { id: test }\ncalendars: [{ id: c, week: { mon-fri: ["09:00-18:00"] }, holidays: [ACME] }]\n'
    await writeFile(file, text)
    expect(readSiteFile(file, dir)).toMatchObject({
      ok: false,
      faults: [{ path: 'calendars[0].holidays[0]' }],
    })
    await put('ACME-2026.json', '{"days":{"2026-05-04":{"off":true}}}')
    const first = readSiteFile(file, dir)
    if (!first.ok) throw new Error(JSON.stringify(first.faults))
    expect(first.file.split.published.holidays).toMatchObject([{ code: 'ACME', source: 'ACME-2026.json' }])
    await put('ACME-2026.json', '{"days":{"2026-05-05":{"off":true}}}')
    const second = readSiteFile(file, dir)
    expect(second.ok && second.file.hash !== first.file.hash).toBe(true)
    await writeFile(file, 'site: { id: test }\n')
    await rm(join(dir, 'holidays'), { recursive: true })
    const [without, never] = [readSiteFile(file, dir), readSiteFile(file)]
    expect(without.ok && never.ok && without.file.hash === never.file.hash).toBe(true)
  })
})

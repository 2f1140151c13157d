import { expect, it } from 'vitest'
import { siteSchema } from '#core/site/site-schema.ts'
import { decodeText } from './csv.ts'
import { knownWords, readPeople, writePeople } from './people-table.ts'

const site = siteSchema.parse({
  site: { id: 'a' },
  teams: [{ id: 'east', name: '华东组' }],
  people: [{ id: 'ma', name: '马莉', role: 'lead', login: '1001', email: 'ma@example.test' }],
})

/** 工号,姓名,角色,班组 / 1002,王芳,坐席,华东组 in GBK, as Excel saves it in China. */
const GBK = Uint8Array.from(
  Buffer.from('b9a4bac52cd0d5c3fb2cbdc7c92b2cb0e0d7e90d0a'.replace('c92b', 'c9ab'), 'hex'),
)

it('a table that Excel saved in GBK or Big5 is read as what it says', () => {
  expect(decodeText(GBK, knownWords, 'big5')).toBe('工号,姓名,角色,班组\r\n')
  const big5 = Uint8Array.from(Buffer.from('a475b8b92ca96da657', 'hex'))
  expect(decodeText(big5, knownWords, 'gb18030')).toBe('工號,姓名')
})

it('who has the staff number is changed, others come, nobody goes, and what is empty says nothing', () => {
  const read = readPeople('工号,姓名,角色,班组\n1001,,主管,\n1002,王芳,坐席,华东组\n', site)
  expect(read).toMatchObject({ ok: true, added: 1, changed: 1 })
  expect(read.ok && read.people).toEqual([
    { id: 'ma', name: '马莉', role: 'supervisor', login: '1001', email: 'ma@example.test' },
    { id: '1002', name: '王芳', role: 'agent', login: '1002', team: 'east', agent: '1002' },
  ])
})

it('a staff number twice is refused, with both lines; so are roles and teams that there are not', () => {
  const read = readPeople('login;name;role;team\n7;A;agent;\n8;B;boss;\n7;C;agent;north\n', site)
  expect(read.ok ? [] : read.faults).toEqual([
    { key: 'noRole', values: { line: 3, role: 'boss' } },
    { key: 'doubled', values: { login: '7', line: 2, other: 4 } },
    { key: 'noTeam', values: { line: 4, team: 'north' } },
  ])
  expect(readPeople('a,b\n1,2\n', site)).toMatchObject({ ok: false, faults: [{ key: 'noHead' }] })
})

it('what is written is read again as the same people, and no cell is a formula', () => {
  const risky = {
    ...site,
    people: [
      ...site.people,
      { id: 'x', name: '=HYPERLINK("a")', role: 'agent' as const, login: 'x', agent: 'x' },
    ],
  }
  const heads = {
    login: '工號',
    name: '姓名',
    role: '角色',
    team: '組別',
    agent: '分機',
    email: '信箱',
    disabled: '停用',
  }
  const text = writePeople(risky, heads)
  expect(text).not.toMatch(/(^|,|")[=+@-]/m)
  expect(readPeople(text, risky)).toMatchObject({ ok: true, added: 0, changed: 0, people: risky.people })
})

import type { PersonConfig, Site } from '#core/site/site-schema.ts'
import { readCell, readCsv, writeCsv } from './csv.ts'

/** People as a table: each by their staff number, which nobody else may have. */

export const peopleColumns = ['login', 'name', 'role', 'team', 'agent', 'email', 'disabled'] as const
type Column = (typeof peopleColumns)[number]

/** What the columns are called in the tables that people bring. */
const heads: Readonly<Record<Column, readonly string[]>> = {
  login: ['login', 'staff number', 'staff no', 'employee id', '工号', '工號', '员工编号', '員工編號'],
  name: ['name', 'full name', '姓名', '名字', '名称'],
  role: ['role', '角色', '权限', '權限', '职务', '職務'],
  team: ['team', 'group', '班组', '组别', '組別', '小组', '團隊', '团队', '部门', '部門'],
  agent: ['agent', 'agent id', 'extension', '分机', '分機', '坐席', '坐席号', '客服代號'],
  email: ['email', 'e-mail', 'mail', '邮箱', '電子郵件', '信箱', '电子邮件'],
  disabled: ['disabled', '停用', '已停用'],
}
const roleWords: Readonly<Record<string, PersonConfig['role']>> = {
  ...{ agent: 'agent', 坐席: 'agent', 客服: 'agent', 客服人員: 'agent', 专员: 'agent', 專員: 'agent' },
  ...{ lead: 'lead', 'team lead': 'lead', 组长: 'lead', 組長: 'lead', 班组长: 'lead' },
  ...{
    supervisor: 'supervisor',
    主管: 'supervisor',
    班长: 'supervisor',
    督導: 'supervisor',
    现场主管: 'supervisor',
  },
  ...{ admin: 'admin', administrator: 'admin', 管理员: 'admin', 管理員: 'admin' },
}
const yes = new Set(['yes', 'y', 'true', '1', '是', 'x'])

/** The words that tell in which encoding a table is. */
export const knownWords: readonly string[] = [
  ...Object.values(heads).flat(),
  ...Object.keys(roleWords),
].filter((word) => /[^\x20-\x7e]/.test(word))

/** Why a table is not taken, as the key of its sentence; lines are counted as spreadsheets do. */
export interface TableFault {
  readonly key: 'empty' | 'noHead' | 'doubled' | 'noLogin' | 'noName' | 'noRole' | 'noTeam' | 'notAscii'
  readonly values: Readonly<Record<string, string | number>>
}

export type PeopleRead =
  | { ok: true; people: PersonConfig[]; added: number; changed: number }
  | { ok: false; faults: TableFault[] }

const headOf = (cell: string) =>
  peopleColumns.find((column) => heads[column].includes(cell.toLowerCase().replaceAll('_', ' ').trim()))

/** The people of a site with those of a table: who has the staff number is changed, others come; nobody goes. */
export function readPeople(text: string, site: Site): PeopleRead {
  const [head = [], ...lines] = readCsv(text)
  const names = head.map(headOf)
  const missing = (['login', 'name'] as const).filter((column) => !names.includes(column))
  if (missing.length > 0)
    return { ok: false, faults: [{ key: 'noHead', values: { columns: missing.join(', ') } }] }
  const faults: TableFault[] = []
  const seen = new Map<string, number>()
  const people = new Map(site.people.map((person) => [person.id, person]))
  const byLogin = new Map(site.people.map((person) => [(person.login ?? person.id).toLowerCase(), person]))
  let [added, changed] = [0, 0]
  for (const [index, cells] of lines.entries()) {
    const line = index + 2
    if (cells.every((cell) => cell === '')) continue
    const cellOf = (column: Column) => readCell(cells[names.indexOf(column)] ?? '')
    const login = cellOf('login')
    const before = seen.get(login.toLowerCase())
    if (login === '') faults.push({ key: 'noLogin', values: { line } })
    else if (before !== undefined)
      faults.push({ key: 'doubled', values: { login, line: before, other: line } })
    else seen.set(login.toLowerCase(), line)
    const made = personOf(cellOf, site, line, byLogin.get(login.toLowerCase()))
    faults.push(...made.faults)
    if (made.person === null) continue
    const known = people.get(made.person.id)
    if (known === undefined) added++
    else if (JSON.stringify(known) !== JSON.stringify(made.person)) changed++
    people.set(made.person.id, made.person)
  }
  if (faults.length > 0) return { ok: false, faults }
  if (seen.size === 0) return { ok: false, faults: [{ key: 'empty', values: {} }] }
  return { ok: true, people: [...people.values()], added, changed }
}

/** One line as a person; a cell that is empty says nothing of who is known already. */
function personOf(
  cellOf: (column: Column) => string,
  site: Site,
  line: number,
  known: PersonConfig | undefined,
): { person: PersonConfig | null; faults: TableFault[] } {
  const [login, name, roleText, teamText] = [cellOf('login'), cellOf('name'), cellOf('role'), cellOf('team')]
  const faults: TableFault[] = []
  const role = roleText === '' ? (known?.role ?? 'agent') : roleWords[roleText.toLowerCase()]
  const team = site.teams.find((one) => one.id === teamText || one.name === teamText)?.id
  if (name === '' && known === undefined) faults.push({ key: 'noName', values: { line } })
  if (role === undefined) faults.push({ key: 'noRole', values: { line, role: roleText } })
  if (teamText !== '' && team === undefined) faults.push({ key: 'noTeam', values: { line, team: teamText } })
  if (known === undefined && !/^[\x20-\x7e]{0,128}$/.test(login))
    faults.push({ key: 'notAscii', values: { line, login } })
  if (faults.length > 0 || login === '' || role === undefined) return { person: null, faults }
  const base: PersonConfig = known ?? { id: login, name, role, login }
  const agent = cellOf('agent') || (known === undefined && role === 'agent' ? login : '')
  const email = cellOf('email')
  const { disabled: _before, ...rest } = base
  const isOff = cellOf('disabled') === '' ? base.disabled === true : yes.has(cellOf('disabled').toLowerCase())
  const person = {
    ...rest,
    ...(name !== '' && { name }),
    role,
    ...(team !== undefined && { team }),
    ...(agent !== '' && { agent }),
    ...(email !== '' && { email }),
    ...(isOff && { disabled: true }),
  }
  return { person, faults }
}

/** The people of a site as a table, its heads in the reader's words. */
export function writePeople(site: Site, headWords: Readonly<Record<Column, string>>): string {
  const cell: Readonly<Record<Column, (person: PersonConfig) => string | undefined>> = {
    login: ({ login, id }) => login ?? id,
    name: ({ name }) => name,
    role: ({ role }) => role,
    team: ({ team }) => site.teams.find(({ id }) => id === team)?.name ?? team,
    agent: ({ agent }) => agent,
    email: ({ email }) => email,
    disabled: ({ disabled }) => (disabled === true ? 'yes' : ''),
  }
  return writeCsv([
    peopleColumns.map((column) => headWords[column]),
    ...site.people.map((person) => peopleColumns.map((column) => cell[column](person) ?? '')),
  ])
}

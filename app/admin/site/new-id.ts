import type { SectionItem } from './fields.ts'
import { textIn } from './local-text.ts'
import type { SectionKey } from './sections.ts'

const prefixes: Readonly<Partial<Record<SectionKey, string>>> = {
  teams: 'team',
  boards: 'board',
  departments: 'department',
  causes: 'cause',
}

/** Whether nobody outside calls the entries of a list by their ids: then nobody needs to think of one. */
export const givesIds = (key: SectionKey): boolean => key === 'people' || key in prefixes

/** An id may have 128 characters; a number may follow. */
const MOST = 100
const slug = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MOST)
    .replace(/-$/, '')

/** A new entry with its id: a person's staff number, else what it is called, in letters and digits. */
export function withNewId(key: SectionKey, entry: SectionItem, others: readonly SectionItem[]): SectionItem {
  if (key === 'people') {
    const login = String(entry.login ?? '').trim()
    // The usual PBX knows agents by their staff number, too.
    const agent = entry.role === 'agent' && entry.agent === undefined && login !== '' ? { agent: login } : {}
    return { ...entry, ...agent, id: login }
  }
  const prefix = prefixes[key]
  const name = textIn(entry.name ?? entry.title, 'en').trim()
  if (prefix === undefined || name === '') return entry
  const taken = new Set(others.map(({ id }) => id))
  const wanted = slug(name) || prefix
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  return { ...entry, id }
}

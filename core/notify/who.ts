import { present } from '../collections/present.ts'
import { type Role, roles } from '../site/roles.ts'

/** Whom a step of a ladder tells, as the site file names them. */
export type Who =
  | { readonly is: 'owner' | 'leads' | 'supervisors' | 'department' }
  | { readonly is: 'role'; readonly role: Role }
  | { readonly is: 'person' | 'roster' | 'team'; readonly id: string }

const GROUPS = ['owner', 'leads', 'supervisors', 'department'] as const
const NAMED = ['person', 'roster', 'team'] as const

/** Reads "owner", "leads", "supervisors", "department", "role:admin", "person:lin", "roster:night", "team:care". */
export function readWho(text: string): Who | null {
  const group = GROUPS.find((name) => name === text)
  if (group !== undefined) return { is: group }
  const colon = text.indexOf(':')
  const [kind, id] = [text.slice(0, colon), text.slice(colon + 1)]
  if (colon === -1 || id === '') return null
  if (kind === 'role') {
    const role = roles.find((name) => name === id)
    return role === undefined ? null : { is: 'role', role }
  }
  const named = NAMED.find((name) => name === kind)
  return named === undefined ? null : { is: named, id }
}

/** The same of a word that a schema has checked; throws if it is none. */
export function whoOf(text: string): Who {
  return present(readWho(text), `whom "${text}" names`)
}

/** A word of a ladder as the site file writes it. */
export function whoText(who: Who): string {
  switch (who.is) {
    case 'role':
      return `role:${who.role}`
    case 'person':
    case 'roster':
    case 'team':
      return `${who.is}:${who.id}`
    default:
      return who.is
  }
}

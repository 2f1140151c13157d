import { boardFigures, boardParts } from '#core/site/board-figures.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Entry } from './fields.ts'

interface Option {
  readonly id: string
  readonly name: string
}

/** One field of a form. What may be chosen are the site's own entries, or words of the catalogue. */
export type FieldSpec = { readonly path: string; readonly isShort?: boolean } & (
  | { readonly kind: 'text' | 'number' | 'percent' | 'switch' | 'words' | 'dates' }
  | { readonly kind: 'pick'; readonly words: readonly string[] }
  | { readonly kind: 'choose' | 'several'; readonly from: (site: Site) => readonly Option[] }
  | { readonly kind: 'week' | 'adjusted' }
  /** Several of the catalogue's own, in the order in which they are picked. */
  | { readonly kind: 'figures' | 'parts'; readonly words: readonly string[] }
)

/** The lists of the site file that have a form. */
export const sectionKeys = [
  'queues',
  'people',
  'teams',
  'calendars',
  'causes',
  'departments',
  'rules',
  'boards',
] as const
export type SectionKey = (typeof sectionKeys)[number]

const named = (list: readonly { id: string; name?: string | undefined }[]): Option[] =>
  list.map(({ id, name }) => ({ id, name: name ?? id }))
const queues = (site: Site) => named(site.queues)
const teams = (site: Site) => named(site.teams)
const calendars = (site: Site) => named(site.calendars)
/** A team names people, or agents of whom nothing else is known. */
const members = ({ people, teams }: Site) => {
  const known = new Set(people.map(({ id }) => id))
  const others = teams.flatMap((team) => [...team.leads, ...team.members]).filter((id) => !known.has(id))
  return [...named(people), ...[...new Set(others)].map((id) => ({ id, name: id }))]
}

const severity: FieldSpec = { path: 'severity', kind: 'pick', words: ['info', 'warning', 'critical'] }
const ruleFields: Readonly<Record<string, readonly FieldSpec[]>> = {
  clock: [
    { path: 'limit', kind: 'text' },
    { path: 'warn', kind: 'words' },
    { path: 'calendar', kind: 'choose', from: (site) => calendars(site) },
  ],
  count: [
    { path: 'limit', kind: 'number' },
    { path: 'within', kind: 'text' },
  ],
  level: [
    { path: 'below', kind: 'number' },
    { path: 'above', kind: 'number' },
    { path: 'for', kind: 'text' },
  ],
}

/** The fields of a rule: those of its kind that say one thing. What is a table of cases is written in the file. */
function fieldsOfRule(rule: Entry): readonly FieldSpec[] {
  const own = ruleFields[String(rule.kind)] ?? []
  const isPlain = ({ path, kind }: FieldSpec) => {
    const value = rule[path]
    if (kind === 'words' || kind === 'choose') return value !== 'always'
    // A threshold of an age is a duration, which a field of numbers cannot hold; one that is not there stays away.
    return typeof value === (kind === 'number' ? 'number' : 'string')
  }
  return [...own.filter(isPlain), severity]
}

/** The fields of an entry's form. */
export const specsOf = (key: SectionKey, entry: Entry): readonly FieldSpec[] =>
  key === 'rules' ? fieldsOfRule(entry) : sections[key]

/** Whether entries of a list are made and taken away by its form: a rule is written in the file. */
export const isGrown = (key: SectionKey): boolean => key !== 'rules'

const sections: Readonly<Record<Exclude<SectionKey, 'rules'>, readonly FieldSpec[]>> = {
  queues: [
    { path: 'name', kind: 'text' },
    { path: 'target.share', kind: 'percent', isShort: true },
    { path: 'target.withinSec', kind: 'number', isShort: true },
    { path: 'shortAbandonSec', kind: 'number', isShort: true },
    { path: 'wrapUpSec', kind: 'number', isShort: true },
    { path: 'team', kind: 'choose', from: teams },
    { path: 'calendar', kind: 'choose', from: calendars },
    {
      path: 'channel',
      kind: 'pick',
      words: ['voice', 'chat', 'email', 'web', 'sms', 'wechat', 'line', 'app', 'social', 'visit'],
    },
    { path: 'opens', kind: 'pick', words: ['complaint', 'request', 'inquiry', 'suggestion', 'incident'] },
  ],
  people: [
    { path: 'name', kind: 'text' },
    { path: 'login', kind: 'text' },
    { path: 'role', kind: 'pick', words: ['agent', 'lead', 'supervisor', 'admin'] },
    { path: 'team', kind: 'choose', from: teams },
    { path: 'agent', kind: 'text' },
    { path: 'email', kind: 'text' },
    { path: 'disabled', kind: 'switch' },
  ],
  teams: [
    { path: 'name', kind: 'text' },
    { path: 'leads', kind: 'several', from: members },
    { path: 'members', kind: 'several', from: members },
  ],
  calendars: [
    { path: 'timezone', kind: 'text' },
    { path: 'week', kind: 'week' },
    { path: 'holidays', kind: 'words' },
    { path: 'closed', kind: 'dates' },
    { path: 'open', kind: 'adjusted' },
  ],
  causes: [{ path: 'title', kind: 'text' }],
  departments: [
    { path: 'name', kind: 'text' },
    { path: 'calendar', kind: 'choose', from: calendars },
    { path: 'lead', kind: 'choose', from: ({ people }) => named(people) },
  ],
  boards: [
    { path: 'name', kind: 'text' },
    { path: 'queues', kind: 'several', from: queues },
    { path: 'figures', kind: 'figures', words: boardFigures },
    { path: 'hide', kind: 'parts', words: boardParts },
  ],
}

/** What a list calls an entry. */
export function entryName(entry: Entry, locale: string): string {
  const { id, name, title } = entry
  if (typeof name === 'string' && name !== '') return name
  if (typeof title === 'string') return title
  if (typeof title === 'object' && title !== null) {
    const texts = title as Record<string, string>
    return texts[locale] ?? texts.en ?? String(id)
  }
  return String(id ?? '')
}

/** An entry that begins empty; of people most are agents. */
export function emptyEntry(key: SectionKey): Entry {
  if (key === 'people') return { id: '', name: '', role: 'agent' }
  if (key === 'queues') return { id: '', name: '', target: { share: 0.8, withinSec: 20 }, shortAbandonSec: 5 }
  if (key === 'calendars') return { id: '', week: { 'mon-fri': ['09:00-18:00'] } }
  if (key === 'causes') return { id: '', title: '' }
  return { id: '', name: '' }
}

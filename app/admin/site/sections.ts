import { languages } from '#core/config/languages.ts'
import { boardExtras, boardMetrics, boardSections } from '#core/rows/board-metrics.ts'
import type { Site } from '#core/site/site-schema.ts'
import { fieldsOfTarget, rosterFields, routeFields } from './alert-fields.ts'
import {
  calendarOptions,
  type FieldSpec,
  memberOptions,
  peopleOptions,
  queueOptions,
  teamOptions,
} from './field-spec.ts'
import type { SectionItem } from './fields.ts'
import { textIn } from './local-text.ts'
import { fieldsOfRule, newRule } from './rule-fields.ts'

/** The lists of the site file that have a form. */
export const sectionKeys = [
  ...(['queues', 'people', 'teams', 'calendars', 'boards', 'causes', 'departments', 'playbooks'] as const),
  ...(['rules', 'routes', 'rosters', 'targets', 'authority'] as const),
] as const
export type SectionKey = (typeof sectionKeys)[number]

/** What gives rights, or tells people, is the administrators'. */
export const isForAdmins = (key: SectionKey): boolean =>
  /^(rules|routes|rosters|targets|authority)$/.test(key)

/** Where a list stands in the site file. */
export const sectionPlace = (key: SectionKey): readonly string[] =>
  key === 'routes' || key === 'rosters' || key === 'targets' ? ['alerts', key] : [key]

export function entriesOf(site: Site, key: SectionKey): readonly SectionItem[] {
  if (key === 'routes' || key === 'rosters' || key === 'targets') return site.alerts[key]
  return site[key]
}

export function withEntries(site: Site, key: SectionKey, entries: readonly SectionItem[]): Site {
  const [part = key, inner] = sectionPlace(key)
  const next = inner === undefined ? entries : { ...site.alerts, [inner]: entries }
  return { ...site, [part]: next } as Site
}

/** What an entry is known by: its id, or what it is about. */
export function sectionItemKey(key: SectionKey, entry: SectionItem): string {
  if (key === 'playbooks') return [entry.kind, entry.cause ?? ''].join(' ')
  if (key !== 'authority') return String(entry.id ?? '')
  const { currency } = (entry.upTo ?? {}) as { currency?: string }
  return [entry.role, entry.kind, currency].join(' ')
}
export const hasId = (key: SectionKey): boolean => key !== 'playbooks' && key !== 'authority'

const roles = ['agent', 'lead', 'supervisor', 'admin']
const caseKinds = ['complaint', 'request', 'inquiry', 'suggestion', 'incident']
/** The fields of an entry's form. */
export function specsOf(
  key: SectionKey,
  entry: SectionItem,
  isNew: boolean,
  begun?: SectionItem,
): readonly FieldSpec[] {
  if (key === 'rules') return fieldsOfRule(entry, isNew, begun)
  // A supervisor sees all of the floor, unless a part of it is named.
  if (key === 'people' && entry.role === 'supervisor') return [...sections.people, ...scopeFields]
  return key === 'targets' ? fieldsOfTarget(entry, isNew) : sections[key]
}

const scopeFields: readonly FieldSpec[] = [
  { path: 'scope.queues', kind: 'several', isOptional: true, from: queueOptions },
  { path: 'scope.teams', kind: 'several', isOptional: true, from: teamOptions },
]

const sections: Readonly<Record<Exclude<SectionKey, 'rules' | 'targets'>, readonly FieldSpec[]>> = {
  queues: [
    { path: 'name', kind: 'text' },
    { path: 'target.share', kind: 'percent', isShort: true },
    { path: 'target.withinSec', kind: 'number', isShort: true },
    { path: 'shortAbandonSec', kind: 'number', isShort: true },
    { path: 'wrapUpSec', kind: 'number', isShort: true },
    { path: 'team', kind: 'choose', from: teamOptions },
    { path: 'calendar', kind: 'choose', from: calendarOptions },
    {
      path: 'channel',
      kind: 'pick',
      words: ['voice', 'chat', 'email', 'web', 'sms', 'wechat', 'line', 'app', 'social', 'visit'],
    },
    { path: 'opens', kind: 'pick', words: caseKinds },
  ],
  people: [
    { path: 'name', kind: 'text' },
    { path: 'login', kind: 'text' },
    { path: 'role', kind: 'pick', isNeeded: true, words: roles },
    { path: 'team', kind: 'choose', from: teamOptions },
    { path: 'agent', kind: 'text' },
    { path: 'email', kind: 'text' },
    { path: 'language', kind: 'pick', words: languages },
    { path: 'disabled', kind: 'switch' },
  ],
  teams: [
    { path: 'name', kind: 'text' },
    { path: 'leads', kind: 'several', from: memberOptions },
    { path: 'members', kind: 'several', from: memberOptions },
  ],
  calendars: [
    { path: 'timezone', kind: 'text' },
    { path: 'week', kind: 'week' },
    { path: 'holidays', kind: 'words' },
    { path: 'closed', kind: 'dates' },
    { path: 'open', kind: 'adjusted' },
  ],
  causes: [{ path: 'title', kind: 'title' }],
  departments: [
    { path: 'name', kind: 'text' },
    { path: 'calendar', kind: 'choose', from: calendarOptions },
    { path: 'lead', kind: 'choose', from: peopleOptions },
    { path: 'reach', kind: 'reach' },
  ],
  boards: [
    { path: 'name', kind: 'text' },
    { path: 'queues', kind: 'several', from: queueOptions },
    { path: 'figures', kind: 'figures', words: boardMetrics },
    { path: 'show', kind: 'extras', words: boardExtras },
    { path: 'hide', kind: 'parts', words: boardSections },
    { path: 'picture', kind: 'picture' },
  ],
  playbooks: [
    { path: 'kind', kind: 'pick', isNeeded: true, words: caseKinds },
    {
      path: 'cause',
      kind: 'choose',
      from: ({ causes, site }) =>
        causes.map((cause) => ({ id: cause.id, name: textIn(cause.title, site.language) })),
    },
    { path: 'say', kind: 'sentences' },
    { path: 'do', kind: 'sentences' },
  ],
  routes: routeFields,
  rosters: rosterFields,
  authority: [
    { path: 'role', kind: 'pick', isNeeded: true, words: roles },
    { path: 'kind', kind: 'text' },
    { path: 'upTo.amount', kind: 'number', isShort: true },
    { path: 'upTo.currency', kind: 'text', isShort: true },
  ],
}

/** What a list calls an entry; `word` says what is picked from the catalogue's words. */
export function sectionItemName(
  key: SectionKey,
  entry: SectionItem,
  site: Site,
  { locale, word }: { locale: string; word: (id: string) => string },
): string {
  if (key === 'playbooks') {
    const cause = site.causes.find(({ id }) => id === entry.cause)
    const about = cause === undefined ? entry.cause : textIn(cause.title, locale)
    return [word(String(entry.kind)), about].filter((part) => part !== undefined).join(' · ')
  }
  if (key === 'authority') {
    const { amount = '', currency = '' } = (entry.upTo ?? {}) as { amount?: number; currency?: string }
    return `${word(String(entry.role))} · ${word(String(entry.kind))} · ${amount} ${currency}`
  }
  const { id, name, title } = entry
  const own = typeof name === 'string' && name !== '' ? name : textIn(title, locale)
  return own === '' ? String(id ?? '') : own
}

const empty: Readonly<Partial<Record<SectionKey, SectionItem>>> = {
  rules: newRule,
  // Of people most are agents.
  people: { id: '', name: '', role: 'agent' },
  queues: { id: '', name: '', target: { share: 0.8, withinSec: 20 }, shortAbandonSec: 5 },
  calendars: { id: '', week: { 'mon-fri': ['09:00-18:00'] } },
  causes: { id: '', title: '' },
  playbooks: { kind: 'complaint', say: [], do: [] },
  routes: { id: '', ladder: [{ after: '0s', who: ['leads'], silent: false }], from: 'last-warning' },
  rosters: {
    id: '',
    shifts: [{ members: [], handover: { every: 'week', at: '09:00', from: '2024-01-01' } }],
  },
  targets: { id: '', kind: 'mail', security: 'starttls', port: 587 },
  authority: { role: 'lead', kind: 'compensation', upTo: { amount: 0, currency: 'CNY' } },
}

/** An entry that begins empty. */
export const emptySectionItem = (key: SectionKey): SectionItem => empty[key] ?? { id: '', name: '' }

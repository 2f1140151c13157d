import { builtInRoutes } from '#core/notify/built-in-routes.ts'
import { calendarOptions, type FieldSpec, queueOptions, routeOptions, teamOptions } from './field-spec.ts'
import { type SectionItem, valueAt, withValue } from './fields.ts'
import { isMeasured, isShare, measuredBy, measuredSubjects, measures } from './rule-measures.ts'

/** What begins or ends a deadline; each has its words (`siteFile.when`). */
const events = [
  ...(['case.opened', 'case.contacted', 'case.reopened', 'case.replied', 'case.resolved'] as const),
  ...(['case.assigned', 'case.escalation_requested', 'case.supervisor_replied'] as const),
  ...(['promise.made', 'promise.kept', 'promise.withdrawn', 'handoff.sent', 'handoff.accepted'] as const),
  ...(['handoff.returned', 'approval.requested', 'approval.decided', 'callback.requested'] as const),
  ...([
    'callback.done',
    'callback.cancelled',
    'contact.queued',
    'contact.answered',
    'contact.ended',
  ] as const),
] as const

/** What must not happen too often to whom: the first is what a new rule counts. */
const counted = {
  contact: ['contact.transferred', 'contact.declined'],
  case: ['case.contacted', 'case.reopened', 'case.escalation_requested'],
  handoff: ['handoff.bounced'],
  promise: ['promise.moved'],
  callback: ['callback.attempted'],
  customer: ['contact.queued', 'contact.abandoned'],
  agent: ['contact.declined'],
} as const satisfies Record<string, readonly string[]>
type CountedSubject = keyof typeof counted

const isCounted = (subject: unknown): subject is CountedSubject => Object.hasOwn(counted, String(subject))
/** Of what has no end, as a person has, the last while is looked at. */
const within: Readonly<Partial<Record<CountedSubject, string>>> = { customer: '24h', agent: '1h' }

const kinds = ['clock', 'count', 'level']
const caseKinds = ['complaint', 'request', 'inquiry', 'suggestion', 'incident']
const agentStates = ['available', 'ringing', 'busy', 'hold', 'wrap_up', 'away']
const severalQueues = (path: string): FieldSpec => ({
  path,
  kind: 'several',
  isOptional: true,
  from: queueOptions,
})

/** Of which of its subject a rule speaks; none picked: of all. */
const filters: Readonly<Record<string, readonly FieldSpec[]>> = {
  case: [{ path: 'when.kind', kind: 'severalWords', words: caseKinds }, severalQueues('when.queue')],
  contact: [severalQueues('when.queue')],
  callback: [severalQueues('when.queue')],
  queue: [severalQueues('when.id')],
  agent: [
    { path: 'when.state', kind: 'severalWords', words: agentStates },
    { path: 'when.team', kind: 'several', isOptional: true, from: teamOptions },
  ],
}

const subjects: Readonly<Record<string, readonly string[]>> = {
  clock: ['case', 'promise', 'handoff', 'approval', 'callback', 'contact'],
  count: Object.keys(counted),
  level: measuredSubjects,
}

function ownFields({ kind, subject, figure }: SectionItem): readonly FieldSpec[] {
  if (kind === 'clock')
    return [
      { path: 'start', kind: 'events', words: events },
      { path: 'stop', kind: 'events', words: events },
      { path: 'limit', kind: 'text' },
      { path: 'warn', kind: 'words' },
      { path: 'calendar', kind: 'choose', from: calendarOptions },
    ]
  if (kind === 'count')
    return [
      { path: 'of', kind: 'events', words: isCounted(subject) ? counted[subject] : [] },
      { path: 'limit', kind: 'steps' },
      { path: 'within', kind: 'text' },
    ]
  const steps = { kind: 'steps', isShare: isShare(figure) } as const
  return [
    { path: 'figure', kind: 'measure', words: isMeasured(subject) ? measures[subject] : [] },
    { path: 'above', ...steps },
    { path: 'below', ...steps },
    { path: 'for', kind: 'text' },
  ]
}

const title: FieldSpec = { path: 'title', kind: 'title' }
const recipientFields: readonly FieldSpec[] = [
  {
    path: 'notify',
    kind: 'choose',
    isWorded: true,
    from: (site) => [...Object.keys(builtInRoutes).map((id) => ({ id, name: id })), ...routeOptions(site)],
  },
  { path: 'severity', kind: 'pick', isNeeded: true, words: ['info', 'warning', 'critical'] },
]

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string')

/** Whether a rule says something in a way that a form can hold; what is a table of cases is written in the file. */
function isPlain(rule: SectionItem, spec: FieldSpec): boolean {
  const value = valueAt(rule, spec.path)
  if (spec.path === 'calendar') return value !== 'always'
  if (spec.path.startsWith('when.')) return value === undefined || typeof value === 'string' || isWords(value)
  switch (spec.kind) {
    case 'title':
    case 'words':
      return true
    case 'events':
    case 'measure':
      return [value].flat().every((word) => spec.words.some((known) => known === word))
    case 'steps':
      // Of above and below a rule has one.
      return value !== undefined
    default:
      return typeof value === 'string' || (value === undefined && /^(for|within)$/.test(spec.path))
  }
}

/**
 * The fields of a rule: what kind it is, and about what, is chosen once, when it is new. What it said when it was opened
 * (`begun`) keeps its field while one types, also when there is nothing in it.
 */
export function fieldsOfRule(
  rule: SectionItem,
  isNew: boolean,
  begun: SectionItem = rule,
): readonly FieldSpec[] {
  const { kind, subject } = rule
  const own = [...ownFields(rule), ...(filters[String(subject)] ?? [])]
  const isShown = (spec: FieldSpec) =>
    isPlain(rule, spec) || (begun.figure === rule.figure && isPlain(begun, spec))
  if (!isNew) return [title, ...own, ...recipientFields].filter(isShown)
  const what: readonly FieldSpec[] = [
    { path: 'kind', kind: 'pick', isNeeded: true, words: kinds },
    { path: 'subject', kind: 'pick', isNeeded: true, words: subjects[String(kind)] ?? [] },
  ]
  return [title, ...what, ...own, ...recipientFields]
}

/** What a rule of a kind about a subject usually says. */
function usual(kind: unknown, subject: unknown): SectionItem {
  if (kind === 'count') {
    const about = isCounted(subject) ? subject : 'contact'
    const span = within[about]
    const [first] = counted[about]
    return { kind, subject: about, of: [first], limit: 2, ...(span !== undefined && { within: span }) }
  }
  if (kind === 'level') {
    const about = isMeasured(subject) ? subject : 'queue'
    const [first] = measures[about]
    return { kind, subject: about, ...measuredBy(first) }
  }
  return {
    ...{ kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
    ...{ limit: '90m', warn: ['50%'] },
  }
}

export const newRule: SectionItem = {
  id: '',
  ...usual('clock', 'case'),
  ...{ severity: 'warning', notify: 'leads' },
}

/** A rule with a field set; of another kind, subject or figure it has the other fields of that. */
export function withRuleField(rule: SectionItem, path: string, value: unknown): SectionItem {
  const { id, title: called, severity, notify, kind, subject, when, while: meanwhile } = rule
  const recipients = { severity, notify }
  const named = { id, ...(called !== undefined && { title: called }) }
  if (path === 'kind') return { ...named, ...usual(value, null), ...recipients }
  if (path === 'subject' && kind !== 'clock') return { ...named, ...usual(kind, value), ...recipients }
  if (path === 'subject') {
    const { when: _other, ...rest } = rule
    return { ...rest, subject: value }
  }
  if (path !== 'figure') return withValue(rule, path, value)
  const about = {
    ...{ kind, subject },
    ...(when !== undefined && { when }),
    ...(meanwhile !== undefined && { while: meanwhile }),
  }
  return { ...named, ...about, ...measuredBy(String(value)), ...recipients }
}

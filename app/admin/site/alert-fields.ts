import type { TargetKind } from '#core/alerts/targets/target-kind.ts'
import { builtInRoutes } from '#core/notify/built-in-routes.ts'
import {
  calendarOptions,
  type FieldSpec,
  pbxOptions,
  queueOptions,
  routeOptions,
  teamOptions,
} from './field-spec.ts'
import type { SectionItem } from './fields.ts'

/** The forms of who is told what, when, and through what (`alerts` of the site file). */

const severities = ['info', 'warning', 'critical']
const caseKinds = ['complaint', 'request', 'inquiry', 'suggestion', 'incident']

export const routeFields: readonly FieldSpec[] = [
  { path: 'match.severity', kind: 'severalWords', words: severities },
  {
    path: 'match.rule',
    kind: 'several',
    isOptional: true,
    from: ({ rules, site }) =>
      rules.map(({ id, title }) => ({
        id,
        name: typeof title === 'string' ? title : (title?.[site.language] ?? title?.en ?? id),
      })),
  },
  { path: 'match.queue', kind: 'several', isOptional: true, from: queueOptions },
  { path: 'match.team', kind: 'several', isOptional: true, from: teamOptions },
  { path: 'match.kind', kind: 'severalWords', words: caseKinds },
  { path: 'match.calendar', kind: 'choose', from: calendarOptions },
  { path: 'match.outside', kind: 'choose', from: calendarOptions },
  { path: 'ladder', kind: 'ladder' },
  { path: 'from', kind: 'pick', isNeeded: true, words: ['warning', 'last-warning', 'breach'] },
  {
    path: 'next',
    kind: 'choose',
    isWorded: true,
    from: (site) => [...routeOptions(site), ...Object.keys(builtInRoutes).map((id) => ({ id, name: id }))],
  },
  { path: 'repeat.every', kind: 'text' },
  { path: 'repeat.most', kind: 'number' },
]

export const rosterFields: readonly FieldSpec[] = [
  { path: 'name', kind: 'text' },
  { path: 'timezone', kind: 'text' },
  { path: 'shifts', kind: 'shifts' },
  { path: 'deputies', kind: 'deputies' },
]

const text = (path: string): FieldSpec => ({ path, kind: 'text' })
const secret = (path: string): FieldSpec => ({ path, kind: 'secret' })
/** What each kind of channel asks for; what is seldom needed is written in the file. */
const targetFields: Readonly<Record<TargetKind, readonly FieldSpec[]>> = {
  mail: [
    ...[text('host'), { path: 'port', kind: 'number' } as const],
    { path: 'security', kind: 'pick', words: ['starttls', 'tls', 'none'] },
    ...[text('from'), text('username'), secret('password'), text('replyTo')],
  ],
  feishu: [secret('url'), secret('secret'), text('appId'), secret('appSecret'), text('chat')],
  dingtalk: [secret('url'), secret('secret')],
  wecom: [secret('url')],
  line: [secret('token'), text('to')],
  slack: [secret('url'), secret('token'), text('channel')],
  teams: [secret('url')],
  webhook: [secret('url'), secret('secret')],
  phone: [
    { path: 'feed', kind: 'choose', from: pbxOptions },
    ...[text('channel'), text('callerId'), text('extensions'), text('context'), text('prompt')],
    { path: 'ringSec', kind: 'number' },
  ],
  push: [text('contact')],
}

const kinds = Object.keys(targetFields)
const kindField: FieldSpec = { path: 'kind', kind: 'pick', isNeeded: true, words: kinds }

/** The fields of a channel: the kind is chosen once, when it is new. */
export function fieldsOfTarget(target: SectionItem, isNew: boolean): readonly FieldSpec[] {
  const kind = String(target.kind)
  const own = Object.hasOwn(targetFields, kind) ? targetFields[kind as TargetKind] : []
  return isNew ? [kindField, ...own] : own
}

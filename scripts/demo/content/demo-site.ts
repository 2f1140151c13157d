import type { Language } from '#core/config/languages.ts'
import type { ChatService } from '../messages/inbox.ts'
import { demoContentOf, perYuan } from './content.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** What the demo changes in the site file that it is made from; all else stays as it is there. */
export interface BaseSite {
  readonly site: object
  readonly queues: readonly Named[]
  readonly teams: readonly Named[]
  readonly people: readonly (Named & { readonly email?: string })[]
  readonly departments: readonly Named[]
  readonly boards: readonly Named[]
  readonly calendars: readonly { readonly timezone?: string; readonly holidays?: readonly string[] }[]
  readonly authority: readonly { readonly upTo: { readonly amount: number } }[]
  readonly rules: readonly { readonly id: string; readonly kind: string; readonly subject: string }[]
  readonly alerts: object
}

/** Characters of the people's names that are written otherwise in traditional Chinese. */
const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  '马馬 总總 静靜 孙孫 伟偉 强強 钱錢 陈陳 刘劉 黄黃 赵趙 吴吳 许許 涛濤 远遠 宁寧 韩韓 杰傑 洁潔 萧蕭 颖穎 邓鄧 飞飛 悦悅'
    .split(' ')
    .map(([simple, full]) => [simple!, full!]),
)

/** `袁敏 Yuan Min`, as the shipped site file has people, in one language. */
export function nameIn(language: Language, name: string): string {
  const [, chinese, latin] = /^(\p{Script=Han}+) (.+)$/u.exec(name) ?? []
  if (chinese === undefined || latin === undefined) return name
  if (language === 'en') return latin
  return language === 'zh-CN' ? chinese : [...chinese].map((one) => TRADITIONAL[one] ?? one).join('')
}

/** Where the demo's own mail server and chat groups listen. */
export interface MessagePorts {
  readonly mail: number
  readonly chat: number
}

/** Whose messages the demo shows: the leads and their supervisor. */
const IN_GROUPS = new Set(['sun', 'lin', 'ma', 'ma-zong'])
/** What offices write in, where the language is spoken. */
const GROUPS: Readonly<Record<Language, readonly ChatService[]>> = {
  en: ['teams'],
  'zh-CN': ['dingtalk', 'feishu'],
  'zh-TW': ['line'],
}

const waysOf = (language: Language, email: string | undefined) => [
  ...GROUPS[language].map((channel) => ({ channel })),
  ...(email === undefined ? [] : [{ channel: 'mail', address: email }]),
]

function targetsOf(language: Language, { mail, chat }: MessagePorts): object {
  const here = `http://127.0.0.1:${chat}`
  const groups = GROUPS[language].map((kind) =>
    kind === 'line'
      ? { id: kind, kind, api: `${here}/line`, to: 'C00000000000000000000000000000000', token: 'of-the-demo' }
      : { id: kind, kind, url: `${here}/${kind}` },
  )
  const post = { id: 'post', kind: 'mail', host: '127.0.0.1', port: mail, security: 'none' }
  return {
    targets: [...groups, { ...post, from: 'Huiyin DEMO <huiyin@example.test>' }],
    allow: ['127.0.0.0/8'],
  }
}

/** Who has night duty, week by week. */
const DUTY = {
  rosters: [
    {
      id: 'night',
      shifts: [
        { members: ['lin', 'sun', 'ma'], handover: { every: 'week', at: '09:00', from: '2026-10-19' } },
      ],
    },
  ],
  routes: [
    {
      ...{ id: 'at-night', match: { severity: 'critical', outside: 'day' } },
      ladder: [{ who: 'roster:night' }, { after: '10m', who: 'supervisors' }],
    },
  ],
}

/** The shipped site file as a call centre of one language: its names, its country's holidays, its money. */
export function demoSite(base: BaseSite, language: Language, ports: MessagePorts | null = null): object {
  const content = demoContentOf(language)
  const { site: words, currency, timezone, holidays } = content
  const named = (list: readonly Named[], names: Readonly<Record<string, string>>) =>
    list.map((one) => ({ ...one, name: names[one.id] ?? one.name }))
  return {
    ...base,
    site: { ...base.site, name: words.name, timezone, language },
    queues: named(base.queues, words.queues),
    teams: named(base.teams, words.teams),
    people: base.people.map((person) => ({
      ...person,
      name: (words.people as Readonly<Record<string, string>>)[person.id] ?? nameIn(language, person.name),
      ...(ports && IN_GROUPS.has(person.id) && { reach: waysOf(language, person.email) }),
    })),
    departments: named(base.departments, words.departments).map((one) =>
      ports === null ? one : { ...one, reach: [{ channel: 'mail', address: `${one.id}@example.test` }] },
    ),
    alerts: { ...base.alerts, ...DUTY, ...(ports && targetsOf(language, ports)) },
    boards: named(base.boards, words.boards),
    calendars: base.calendars.map((calendar) => ({
      ...calendar,
      ...(calendar.timezone && { timezone }),
      ...(calendar.holidays && { holidays: [holidays] }),
    })),
    authority: base.authority.map((one) => ({
      ...one,
      upTo: { amount: one.upTo.amount * perYuan(content), currency },
    })),
    // One thing at a time: that the caller of the first minute comes again is seen on the desk, not rung for.
    rules: base.rules.map((rule) => (rule.id === 'repeat-contact' ? { ...rule, limit: 2 } : rule)),
  }
}

/** Figures of these are looked at as they stand, so of what is told weeks later nothing can be said. */
const LIVE_FIGURES = new Set(['queue', 'agent', 'feed', 'team', 'site'])
/** Four weeks are told in seconds. */
const QUICKLY = {
  eventsPerSec: 100_000,
  eventsAtOnce: 1_000_000,
  bytesPerSec: 256 * 1024 * 1024,
  bytesAtOnce: 1024 * 1024 * 1024,
  foldMsPerSec: 1_000_000,
  foldMsAtOnce: 1_000_000,
  newPerMinute: 1_000_000,
}

/** The same call centre while its past is told: nobody is sent anything, and no figure of the moment is judged. */
export function pastSite(base: BaseSite, language: Language): object {
  const rules = base.rules.filter(({ kind, subject }) => kind !== 'level' || !LIVE_FIGURES.has(subject))
  return { ...demoSite({ ...base, rules }, language), limits: QUICKLY }
}

import type { Telling, ToldAlert } from '#core/alerts/telling.ts'
import type { Severity } from '#core/row.ts'
import { dueText } from './due-text.ts'
import { en } from './en.ts'
import type { Lexicon } from './lexicon.ts'
import { zhCn } from './zh-cn.ts'
import { zhTw } from './zh-tw.ts'

export interface WordLink {
  readonly label: string
  readonly url: string
}

/** What a message says, ready to be laid out as a channel can. Nothing in it is a customer's personal data. */
export interface Words {
  readonly language: string
  readonly severity: Severity
  /** One line that says it all, alone. */
  readonly title: string
  /** The worst first; a line each. */
  readonly lines: readonly string[]
  /** What is left unsaid where only the first so many lines are shown; null: nothing. */
  readonly moreThan: (shown: number) => string | null
  readonly link: WordLink
  /** Takes it, after one more step; null where one button would say too much. */
  readonly take: WordLink | null
  /** What must be known besides. */
  readonly note: string | null
  readonly from: string
}

export interface WordsContext {
  readonly siteName: string
  readonly timezone: string
  readonly publicUrl: string
  readonly ackLink: (telling: Telling) => string | null
  readonly departmentLink: (department: string, at: number) => string
  /** It may have arrived before. */
  readonly again: boolean
}

const LEXICONS: Readonly<Record<string, Lexicon>> = { en, 'zh-CN': zhCn, 'zh-TW': zhTw }
const SEVERITIES = ['critical', 'warning', 'info'] as const

/** Says a telling in the language of whom it is for. */
export function wordsOf(telling: Telling, context: WordsContext): Words {
  const say = LEXICONS[telling.to.language] ?? en
  const lines = linesOf(telling, say, context.timezone)
  const url = context.ackLink(telling)
  return {
    language: say.language,
    severity: telling.severity,
    title: titleOf(telling, say),
    lines,
    moreThan: (shown) => unsaid(telling, shown, say),
    link: linkOf(telling, say, context),
    take: url === null ? null : { label: takeLabel(telling, say), url },
    note: context.again ? say.again : null,
    from: say.from(context.siteName),
  }
}

/** A group reads what is for one of them: the link takes it in that one's name. */
function takeLabel({ to, way }: Telling, say: Lexicon): string {
  return way.address === null ? `${say.take} (${to.name})` : say.take
}

function titleOf({ kind, alerts, counts, trouble, machine, conversation }: Telling, say: Lexicon): string {
  const [worst] = alerts
  switch (kind) {
    case 'test':
      return say.test
    case 'trouble':
      return machine === undefined ? say.trouble(trouble?.line ?? conversation) : say.machine(machine)
    case 'handoff':
      return say.handoff(worst === undefined ? '' : aboutText(worst, say))
    case 'digest':
      return `${say.alerts(total(counts))}: ${countsText(counts, say)}`
    case 'resolved':
      return say.resolved(worst === undefined ? '' : headline(worst, say))
    case 'alert':
      return worst === undefined ? say.alerts(total(counts)) : headline(worst, say)
    default:
      return kind satisfies never
  }
}

function linesOf({ kind, alerts, trouble, code }: Telling, say: Lexicon, timezone: string): string[] {
  if (kind === 'test') return [say.testLine, ...(code === undefined ? [] : [say.code(code)])]
  if (kind === 'trouble') return trouble === undefined ? [] : [say.troubleLine(trouble.reason)]
  // Of one alert the title says what it is.
  const alone = alerts.length === 1 && kind !== 'digest'
  return alerts.flatMap((alert) => {
    const due = alert.dueAt === null ? [] : [dueText(alert.dueAt, alert.breached, say, timezone)]
    const team = alert.team === null ? [] : [say.team(alert.team)]
    const parts = [...(alone ? [] : [headline(alert, say)]), ...due, ...team]
    return parts.length === 0 ? [] : [parts.join(say.comma)]
  })
}

function headline(alert: ToldAlert, say: Lexicon): string {
  const title = alert.title[say.language] ?? alert.title.en ?? alert.rule
  return say.headline(alert.breached ? say.breached : say.warned, title, aboutText(alert, say))
}

/** What an alert is about. A customer's key may be their number, even if hashed: it is not said. */
function aboutText({ subject, case: caseId }: ToldAlert, say: Lexicon): string {
  const slash = subject.indexOf('/')
  const [kind, id] = slash < 0 ? [subject, ''] : [subject.slice(0, slash), subject.slice(slash + 1)]
  const own = kind === 'customer' ? say.aCustomer : `${say.subjects[kind] ?? kind} ${id}`.trim()
  return caseId === null || kind === 'case' ? own : `${say.subjects.case} ${caseId}${say.comma}${own}`
}

const total = (counts: Telling['counts']) => SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0)

function countsText(counts: Telling['counts'], say: Lexicon): string {
  const some = SEVERITIES.filter((severity) => counts[severity] > 0)
  return say.counts(some.map((severity) => ({ severity: say.severity[severity], count: counts[severity] })))
}

/** How many are not among the first lines, by severity: all that count, less those that are shown. */
function unsaid({ alerts, counts, kind }: Telling, shown: number, say: Lexicon): string | null {
  if (kind === 'test' || kind === 'trouble' || (alerts.length === 1 && kind !== 'digest')) return null
  const left = { ...counts }
  for (const { severity } of alerts.slice(0, shown)) left[severity] = Math.max(0, left[severity] - 1)
  const count = total(left)
  return count === 0 ? null : say.more(count, countsText(left, say))
}

function linkOf(telling: Telling, say: Lexicon, { publicUrl, departmentLink }: WordsContext): WordLink {
  const { to, kind, alerts, at } = telling
  if (to.is === 'department') return { label: say.answer, url: departmentLink(to.id, at) }
  if (kind === 'test') return { label: say.open, url: `${publicUrl}/settings` }
  const cases = new Set(alerts.map((alert) => alert.case))
  const [only] = cases
  return cases.size === 1 && only !== undefined && only !== null
    ? { label: say.open, url: `${publicUrl}/cases/${encodeURIComponent(only)}` }
    : { label: say.open, url: `${publicUrl}/alerts` }
}

import { severities } from '#core/alerts/alert-order.ts'
import { shownId } from '#core/event/readable-id.ts'
import { isGroupContactMethod, isPressedByGroup } from '#core/notify/group-contact-method.ts'
import type { Asking, Notification, NotifiedAlert } from '#core/notify/notification.ts'
import type { Severity } from '#core/rows/row.ts'
import { dueText } from './due-text.ts'
import { type Sentences, sentencesIn } from './sentences.ts'

export interface WordLink {
  readonly label: string
  readonly url: string
}

/** What can be done by a press: an alert is taken, a call for a lead accepted, an approval decided; one step follows. */
export interface WordAct extends WordLink {
  readonly is: 'take' | 'coming' | 'grant' | 'refuse'
  /**
   * For a button of a chat, which nobody but its reader opens: the page does at once what was pressed. Where a group
   * reads it no chat says who pressed: the page does it in the name of whoever is signed in there, and asks where nobody
   * is, so that a program that looks at the link does nothing. Where money is decided the page asks, as it does by `url`.
   */
  readonly pressed: string
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
  /** What can be done about it; none where one button would say too much. */
  readonly acts: readonly WordAct[]
  /** What must be known besides. */
  readonly note: string | null
  readonly from: string
}

export type NameOf = (of: 'team' | 'queue' | 'agent', id: string) => string

/** The sentences of a language, with the names of the site in them. */
interface Saying extends Sentences {
  readonly nameOf: NameOf
}

export interface WordsContext {
  readonly siteName: string
  /** What a team, a queue or an agent is called; one that the site file does not have is called by its id. */
  readonly nameOf: NameOf
  readonly timezone: string
  /** When it is said, ms since 1970. */
  readonly saidAt: number
  readonly publicUrl: string
  readonly ackLink: (notification: Notification) => string | null
  readonly departmentLink: (department: string, at: number) => string
  /** It may have arrived before. */
  readonly again: boolean
}

/** Says a telling in the language of whom it is for. */
export function wordsOf(notification: Notification, context: WordsContext): Words {
  const say: Saying = { ...sentencesIn(notification.to.language), nameOf: context.nameOf }
  const lines = linesOf(notification, say, context)
  return {
    language: say.language,
    severity: notification.severity,
    title: titleOf(notification, say),
    lines,
    moreThan: (shown) => unsaid(notification, shown, say),
    link: linkOf(notification, say, context),
    acts: actsOf(notification, say, context),
    note: context.again ? say.t('again') : null,
    from: say.t('from', { site: context.siteName }),
  }
}

/** A group reads what is for one of them: the button says whom it asks. */
function forOne(label: string, { to, way }: Notification, say: Saying): string {
  return isGroupContactMethod(way) ? say.t('takeFor', { take: label, name: to.name }) : label
}

function actsOf(notification: Notification, say: Saying, { ackLink }: WordsContext): WordAct[] {
  const url = ackLink(notification)
  if (url === null) return []
  if (notification.kind === 'approval')
    return (['grant', 'refuse'] as const).map((is) => {
      const decides = `${url}?act=${is}`
      return { is, label: say.t(is), url: decides, pressed: decides }
    })
  const is = notification.kind === 'assist' ? 'coming' : 'take'
  const label = forOne(say.t(is), notification, say)
  if (!isGroupContactMethod(notification.way)) return [{ is, label, url, pressed: `${url}?press=${is}` }]
  const grouped = isPressedByGroup(notification.way) ? `${url}?group=${is}` : url
  return [{ is, label, url: grouped, pressed: grouped }]
}

function titleOf(
  { kind, alerts, counts, trouble, machine, conversation, settled }: Notification,
  say: Saying,
): string {
  const [worst] = alerts
  switch (kind) {
    case 'test':
      return say.t('test')
    case 'trouble':
      return machine === undefined
        ? say.t('trouble', { channel: trouble?.line ?? conversation })
        : say.machine(machine)
    case 'handoff':
      return say.t('handoff', { subject: worst === undefined ? '' : aboutText(worst, say) })
    case 'digest':
      return say.t('digest', {
        alerts: say.t('alerts', { count: total(counts) }),
        counts: countsText(counts, say),
      })
    case 'resolved':
      return settledLine(settled, worst === undefined ? '' : headline(worst, say), say)
    case 'assist':
    case 'approval':
    case 'given':
    case 'callback':
    case 'alert':
      return worst === undefined ? say.t('alerts', { count: total(counts) }) : headline(worst, say)
    default:
      return kind satisfies never
  }
}

function linesOf(
  { kind, alerts, trouble, code }: Notification,
  say: Saying,
  { timezone, saidAt }: WordsContext,
): string[] {
  if (kind === 'test') return [say.t('testLine'), ...(code === undefined ? [] : [say.t('code', { code })])]
  if (kind === 'trouble')
    return trouble === undefined ? [] : [say.t('troubleLine', { reason: trouble.reason })]
  // Of one alert the title says what it is.
  const alone = alerts.length === 1 && kind !== 'digest'
  return alerts.flatMap((alert) => {
    const typed = alert.asks?.text ?? null
    const isSaid = alert.asks === undefined || alert.case === null || alert.rule === 'given'
    const place = isSaid ? [] : [aboutText(alert, say)]
    const due = alert.dueAt === null ? [] : [dueText(alert.dueAt, saidAt, say, timezone)]
    const team = alert.team === null ? [] : [say.t('team', { name: say.nameOf('team', alert.team) })]
    const parts = [...(alone ? [] : [headline(alert, say)]), ...place, ...due, ...team]
    const said = [
      ...(typed === null ? [] : [typed]),
      ...(parts.length === 0 ? [] : [parts.join(say.t('comma'))]),
    ]
    // Among others it is named before what was typed; alone the title names it.
    return alone ? said : said.reverse()
  })
}

/** What became of it, and by whom. */
function settledLine(settled: Notification['settled'], what: string, say: Saying): string {
  if (settled === undefined) return say.t('resolved', { what })
  return say.t(`settled.${settled.is}`, { by: settled.by ?? '–', what })
}

/** Who asks, and for what; or who gave what. */
function askedLine({ who, place, sum }: Asking, alert: NotifiedAlert, say: Saying): string {
  const { rule } = alert
  if (rule === 'given' || rule === 'callback')
    return say.t('gave', { who, what: rule === 'given' ? aboutText(alert, say) : say.subject('callback') })
  if (rule === 'assist')
    return say.t('assist', { who, place: place ?? '', has: place === null ? 'no' : 'yes' })
  if (sum === null) return say.t('approvalAsked', { who })
  return say.t('sumAsked', { who, sum: say.sum(sum) })
}

function headline(alert: NotifiedAlert, say: Saying): string {
  if (alert.asks !== undefined) return askedLine(alert.asks, alert, say)
  const title = alert.title[say.language] ?? alert.title.en ?? alert.rule
  const state = say.t(alert.breached ? 'state.breached' : 'state.warned')
  const about = aboutText(alert, say)
  return about === ''
    ? say.t('headlineAlone', { state, title })
    : say.t('headline', { state, title, subject: about })
}

/**
 * What an alert is about; '': what has no name that says anything to people. A call of no case is told by its queue: the
 * PBX's id says nothing. A customer's key may be their number, even if hashed: it is not said.
 */
function aboutText({ subject, case: caseId, asks, queue }: NotifiedAlert, say: Saying): string {
  const slash = subject.indexOf('/')
  const [kind, id] = slash < 0 ? [subject, ''] : [subject.slice(0, slash), subject.slice(slash + 1)]
  const ofCase = caseId === null ? null : `${say.t('subject.case')} ${shownId(caseId)}`.trim()
  // What a colleague asks, and what happens to a call, is about the case alone: its own id says nothing.
  if (asks !== undefined && ofCase !== null) return ofCase
  const inQueue = queue === undefined ? null : say.nameOf('queue', queue)
  if (kind === 'contact' && asks === undefined) return ofCase ?? inQueue ?? ''
  const own = kind === 'customer' ? say.t('customer') : ownText(kind, id, say)
  const before = kind === 'case' ? null : (ofCase ?? inQueue)
  return before === null ? own : `${before}${say.t('comma')}${own}`
}

/** What a subject is called: a queue, a team and an agent by their names. */
function ownText(kind: string, id: string, say: Saying): string {
  const isNamed = kind === 'queue' || kind === 'team' || kind === 'agent'
  return `${say.subject(kind)} ${isNamed ? say.nameOf(kind, id) : shownId(id)}`.trim()
}

const total = (counts: Notification['counts']) =>
  severities.reduce((sum, severity) => sum + counts[severity], 0)

function countsText(counts: Notification['counts'], say: Saying): string {
  const some = severities.filter((severity) => counts[severity] > 0)
  return say.counts(some.map((severity) => ({ severity, count: counts[severity] })))
}

/** How many are not among the first lines, by severity: all that count, less those that are shown. */
function unsaid({ alerts, counts, kind }: Notification, shown: number, say: Saying): string | null {
  if (kind === 'test' || kind === 'trouble' || (alerts.length === 1 && kind !== 'digest')) return null
  const left = { ...counts }
  for (const { severity } of alerts.slice(0, shown)) left[severity] = Math.max(0, left[severity] - 1)
  const count = total(left)
  return count === 0 ? null : say.t('more', { count, counts: countsText(left, say) })
}

function linkOf(
  notification: Notification,
  say: Saying,
  { publicUrl, departmentLink }: WordsContext,
): WordLink {
  const { to, kind, alerts, at } = notification
  // A callback stands on the desk, whatever its case.
  if (kind === 'callback') return { label: say.t('open'), url: `${publicUrl}/desk` }
  if (to.is === 'department') return { label: say.t('answer'), url: departmentLink(to.id, at) }
  if (kind === 'test') return { label: say.t('open'), url: `${publicUrl}/settings` }
  const cases = new Set(alerts.map((alert) => alert.case))
  const [only] = cases
  return cases.size === 1 && only !== undefined && only !== null
    ? { label: say.t('open'), url: `${publicUrl}/cases/${encodeURIComponent(only)}` }
    : { label: say.t('open'), url: `${publicUrl}/alerts` }
}

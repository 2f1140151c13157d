import { chunked } from '../collections/chunked.ts'
import { lookUp } from '../collections/present.ts'
import { insertEvent, isOfKind } from '../event/event.ts'
import type { AlertRow } from '../rows/row.ts'
import type { EventName } from '../rules/rule-transition.ts'
import { createInstants } from '../time/instants.ts'
import { RETENTION_MS } from '../time/retention.ts'
import type { AlertDump, SilentRunDumps } from './alert-dump.ts'
import { type AlertName, alertRow } from './alert-row.ts'
import { type Alert, type AlertEvent, type AlertFold, foldAlert } from './alert-state.ts'
import { type RuleOrAlertEvent, readAlertEvent } from './read-alert-event.ts'
import { createSilentRuns } from './silent-runs.ts'

/** The alerts: one for each rule, subject and run that was warned of or breached. */
export interface AlertProjection {
  /** Folds a `rule.*` or `alert.*` event, received at `at`. Gives the alert whose row may have changed. */
  apply(event: RuleOrAlertEvent, at: number): string | null
  row(id: string, now: number): AlertRow | null
  /** The alert behind a row; null if there is none. */
  get(id: string): NamedAlert | null
  /** What was said of an alert and done about it, in order; empty where nothing is known of it. */
  events(id: string): readonly AlertEvent[]
  /** The alerts of a conversation (`case/<id>`, `alert/<id>`) that have a row. */
  idsIn(conversation: string): string[]
  /** The ids of the alerts that have a row. */
  ids(): Iterable<string>
  /** Runs that were breached and have not ended. */
  openRuns(): Iterable<OpenRun>
  nextInstant(): number | null
  /** Gives the alerts whose rows time alone has changed up to `now`. */
  advance(now: number): string[]
  dump(): Iterable<AlertDump | SilentRunDumps>
  load(dump: AlertDump | SilentRunDumps): void
}

/** An alert with the run of a rule that raised it. */
export interface NamedAlert extends AlertName {
  readonly alert: Alert
}

/** A run as the log has it. */
export interface OpenRun {
  readonly rule: string
  readonly subject: string
  readonly run: number
  readonly start: EventName
  /** The worst stage said, 0 where there are none. */
  readonly stage: number
}

interface Run {
  readonly id: string
  rule: string
  subject: string
  start: EventName | null
  /** Receipt of its latest event. */
  heardAt: number
  readonly events: AlertEvent[]
  fold: AlertFold
}

/** A resolved alert is shown this long. */
const SHOWN_MS = 24 * 3_600_000
/** One that raised nothing is forgotten sooner: whatever is said of it later raises an alert without what was said before. */
const SILENT_RETENTION_MS = 2 * 3_600_000

/** Quiet runs in one piece of a snapshot. */
const TOGETHER = 1_000

const RAISES: ReadonlySet<AlertEvent['to']> = new Set(['warned', 'breached'])

/** Whether a run has raised nothing, now or before. */
function isQuiet({ rule, events, fold }: Run): boolean {
  return rule !== '' && fold.alert === null && !events.some(({ to }) => RAISES.has(to))
}

const nameOf = ({ id, rule, subject }: Run): AlertName => ({ id, rule, subject })

function shownUntil({ alert }: AlertFold): number | null {
  return alert !== null && alert.status.is === 'resolved' ? alert.status.at + SHOWN_MS : null
}

/** When time alone next changes a run's row, or lets it be forgotten. */
function nextOf(run: Run, now: number): number | null {
  const { fold, heardAt } = run
  const { alert, over } = fold
  const instants: number[] = over ? [heardAt + (isQuiet(run) ? SILENT_RETENTION_MS : RETENTION_MS)] : []
  const gone = shownUntil(fold)
  if (gone !== null && gone > now) instants.push(gone)
  const status = alert?.status
  if (alert !== null && !alert.held && status !== undefined)
    if ((status.is === 'acked' || status.is === 'snoozed') && status.until > now) instants.push(status.until)
  return instants.length === 0 ? null : Math.min(...instants)
}

function openRun({ rule, subject, start, events, fold }: Run): OpenRun | null {
  if (start === null || fold.alert === null || fold.alert.status.is === 'resolved') return null
  const breaches = events.flatMap((event) => (event.to === 'breached' ? [event] : []))
  const last = breaches.at(-1)
  if (last === undefined) return null
  return { rule, subject, run: last.run, start, stage: Math.max(...breaches.map(({ stage }) => stage ?? 0)) }
}

export function createAlertProjection(): AlertProjection {
  const runs = new Map<string, Run>()
  const quiet = createSilentRuns()
  const instants = createInstants<string>()
  const byCase = new Map<string, Set<string>>()
  let now = 0

  function runOf(id: string): Run {
    let run = runs.get(id)
    if (run === undefined) {
      const fold = { alert: null, over: true }
      run = { id, rule: '', subject: '', start: null, heardAt: 0, ...quiet.get(id), events: [], fold }
      run.events.push(...(quiet.get(id)?.events ?? []))
      quiet.delete(id)
      runs.set(id, run)
    }
    return run
  }

  /** A run stays known under each case that it was said to belong to: who looks there asks for its row. */
  function keepCase({ id, fold }: Run): void {
    const of = fold.alert?.about.case ?? null
    if (of === null) return
    const ids = byCase.get(of)
    if (ids === undefined) byCase.set(of, new Set([id]))
    else ids.add(id)
  }

  function forget({ id, events }: Run): void {
    runs.delete(id)
    for (const event of events) {
      const of = event.to === 'warned' || event.to === 'breached' ? event.about.case : null
      if (of === null) continue
      byCase.get(of)?.delete(id)
      if (byCase.get(of)?.size === 0) byCase.delete(of)
    }
  }

  function settle(run: Run): void {
    run.fold = foldAlert(run.events)
    keepCase(run)
    instants.set(run.id, nextOf(run, now))
    if (!isQuiet(run)) return
    quiet.put(run)
    runs.delete(run.id)
  }

  /** The alert of a run as long as it has a row, else null. */
  function shown(run: Run | undefined): Alert | null {
    if (run === undefined || run.rule === '') return null
    const gone = shownUntil(run.fold)
    return gone === null || gone > now ? run.fold.alert : null
  }

  return {
    apply(event, at) {
      const read = readAlertEvent(event, at)
      if (read === null) return null
      now = Math.max(now, at)
      const run = runOf(read.alert)
      run.heardAt = Math.max(run.heardAt, at)
      if (isOfKind('rule', event)) {
        run.rule = event.data.rule
        run.subject = event.subject
        run.start = event.data.start
      }
      if (insertEvent(run.events, read.event) === -1) return null
      settle(run)
      return run.fold.alert === null ? null : run.id
    },
    row(id, at) {
      const run = runs.get(id)
      const alert = shown(run)
      return run === undefined || alert === null ? null : alertRow(run, alert, at)
    },
    get(id) {
      const run = runs.get(id)
      const alert = shown(run)
      return run === undefined || alert === null ? null : { ...nameOf(run), alert }
    },
    events: (id) => (runs.get(id) ?? quiet.get(id))?.events ?? [],
    idsIn(conversation) {
      const slash = conversation.indexOf('/')
      const id = conversation.slice(slash + 1)
      const ids = conversation.startsWith('case/') ? [...(byCase.get(id) ?? [])] : [id]
      return ids.filter((each) => {
        const alert = shown(runs.get(each))
        return alert !== null && (conversation !== `case/${id}` || alert.about.case === id)
      })
    },
    *ids() {
      for (const run of runs.values()) if (shown(run) !== null) yield run.id
    },
    *openRuns() {
      for (const run of runs.values()) {
        const open = run.fold.over ? null : openRun(run)
        if (open !== null) yield open
      }
    },
    nextInstant: () => instants.next(),
    advance(until) {
      now = Math.max(now, until)
      const changed: string[] = []
      for (let due = instants.take(until); due !== null; due = instants.take(until)) {
        // What has raised nothing is looked at again only to be forgotten.
        if (quiet.has(due.key)) {
          quiet.delete(due.key)
          continue
        }
        const run = lookUp(runs, due.key)
        if (run.fold.alert !== null) changed.push(run.id)
        if (run.fold.over && run.heardAt + RETENTION_MS <= due.at) forget(run)
        else instants.set(run.id, nextOf(run, due.at))
      }
      return changed
    },
    *dump() {
      for (const { id, rule, subject, start, heardAt, events } of runs.values())
        yield { id, rule, subject, start, heardAt, events }
      for (const some of chunked(quiet.texts(), TOGETHER))
        yield { quiet: some.map(([id, text]) => [id, text, instants.get(id) ?? null] as const) }
    },
    load(dump) {
      if ('quiet' in dump) {
        for (const [id, text, lookAt] of dump.quiet) {
          quiet.load(id, text)
          instants.set(id, lookAt)
        }
        return
      }
      const { id, rule, subject, start, heardAt, events } = dump
      const run = runOf(id)
      Object.assign(run, { rule, subject, start, heardAt })
      run.events.push(...events)
      settle(run)
    },
  }
}

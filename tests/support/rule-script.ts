import { type CalendarConfig, calendarSchema } from '#core/calendars/calendar-schema.ts'
import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { compileRules } from '#core/rules/compile-rules.ts'
import type { SubjectFields } from '#core/rules/field-value.ts'
import { createJudge, type Judge, type RuleState } from '#core/rules/judge.ts'
import { ruleSchema } from '#core/rules/rule-schema.ts'
import type { RuleTransition, SubjectKind } from '#core/rules/rule-transition.ts'

/** One event heard: when (UTC, of 2024-05-13 unless a date is given), its type, the fields that change, its data. */
export type Step = readonly [
  when: string,
  type: string | null,
  fields?: SubjectFields,
  data?: Record<string, unknown>,
]

const DAY = '2024-05-13'

/** "10:00" or "10:00:30" of the script's day, or "05-14 10:00". */
export function clockTime(text: string): number {
  const [day, time] = text.includes(' ') ? (text.split(' ') as [string, string]) : [DAY.slice(5), text]
  return Date.parse(`2024-${day}T${time}Z`)
}

/** An instant as "10:00", with its date if that is another day. */
export function shownTime(at: number): string {
  const [day, time] = new Date(at).toISOString().split('T') as [string, string]
  const short = time
    .slice(0, -1)
    .replace(/\.000$/, '')
    .replace(/:00$/, '')
  return day === DAY ? short : `${day.slice(5)} ${short}`
}

/** A line as a test reads it: "10:45 warned.0 #1 due 11:30"; the rule is named only where there are several. */
export function shownLine(transition: RuleTransition, withRule = false): string {
  const stage = transition.stage === undefined ? '' : `.${transition.stage}`
  const due = transition.dueAt === undefined ? '' : ` due ${shownTime(transition.dueAt)}`
  return `${withRule ? `${transition.rule}: ` : ''}${shownTime(transition.at)} ${transition.to}${stage} #${transition.run}${due}`
}

/** A judge by rules as written in a site file; what they leave out is filled in: id "r", kind clock, subject case. */
export function judgeOf(rules: readonly object[], calendars: readonly CalendarConfig[] = []): Judge {
  const compiled = compileCalendars(
    calendars.map((config) => calendarSchema.parse(config)),
    {
      timezone: 'UTC',
      holidays: () => null,
    },
  )
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
  const parsed = rules.map((rule) => ruleSchema.parse({ id: 'r', kind: 'clock', subject: 'case', ...rule }))
  const set = compileRules(parsed, compiled.calendars)
  if (!set.ok) throw new Error(JSON.stringify(set.errors))
  return createJudge(set.rules)
}

/** Plays steps to a subject: steps of one time are one instant, and fields stay as they were set. */
export function playScript(
  judge: Judge,
  state: RuleState,
  steps: readonly Step[],
  known: SubjectFields = {},
): RuleTransition[] {
  let fields = known
  const transitions: RuleTransition[] = []
  for (let from = 0; from < steps.length; ) {
    const time = clockTime(steps[from]![0])
    const events: AnyEvent[] = []
    for (; from < steps.length && clockTime(steps[from]![0]) === time; from++) {
      const [, type, changed = {}, data = {}] = steps[from]!
      fields = { ...fields, ...changed }
      if (type !== null) events.push({ id: `e${from}`, source: 'test', type, time, subject: state.id, data })
    }
    transitions.push(...judge.apply(state, { time, events, fields }))
  }
  return transitions
}

/** What one rule says of a script, up to and including `until`. */
export function transitionsOf(
  rule: object,
  steps: readonly Step[],
  until: string,
  calendars: readonly CalendarConfig[] = [],
): string[] {
  const judge = judgeOf([rule], calendars)
  const kind = (rule as { subject?: SubjectKind }).subject ?? 'case'
  const state = judge.begin(kind, 'x')!
  const transitions = [...playScript(judge, state, steps), ...judge.advance(state, clockTime(until))]
  return transitions.map((transition) => shownLine(transition))
}

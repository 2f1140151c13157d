import type { Calendar } from '../calendars/calendar.ts'
import { ALWAYS } from '../calendars/compile-calendars.ts'
import { itemAt, lookUp, present } from '../collections/present.ts'
import { type ConfigError, duplicateIds } from '../config/config-error.ts'
import { faultSentence } from '../config/fault-words.ts'
import { compileCondition } from './condition.ts'
import { endTypes } from './count.ts'
import { durationMs, readDuration } from './duration.ts'
import { compileCriteria } from './event-criteria.ts'
import { fieldReader, type SubjectFields } from './field-value.ts'
import type { ClockRule, CountRule, KindRules, LevelRule, Rule, RuleSet, Warning } from './rule.ts'
import { readNumber, readThreshold } from './rule-faults.ts'
import {
  type ClockConfig,
  type CountConfig,
  type LevelConfig,
  type RuleConfig,
  readPercent,
} from './rule-shape.ts'
import type { SubjectKind } from './rule-transition.ts'

type Calendars = ReadonlyMap<string, Calendar>

/** A duration that the schema has read before. */
function ms(text: string): number {
  return durationMs(text)
}

function head(config: RuleConfig) {
  return { id: config.id, subject: config.subject, when: compileCondition(config.when, config.while), config }
}

function limitOf(limit: ClockConfig['limit']): (fields: SubjectFields) => number | null {
  if (limit === undefined) return () => null
  if (typeof limit === 'string') {
    const fixed = ms(limit)
    return () => fixed
  }
  const rows = limit.map(({ when, is }) => ({ matches: compileCondition(when), limitMs: ms(is) }))
  return (fields) => rows.find((row) => row.matches(fields))?.limitMs ?? null
}

function warningOf(text: string): Warning {
  const percent = readPercent(text)
  return percent === null ? { leftMs: ms(text) } : { percent }
}

function compileClock(config: ClockConfig, calendars: Calendars): ClockRule {
  return {
    ...head(config),
    kind: 'clock',
    start: compileCriteria(config.start),
    stop: compileCriteria(config.stop),
    pause: compileCriteria(config.pause),
    resume: compileCriteria(config.resume),
    limitMs: limitOf(config.limit),
    due: config.due === undefined ? null : fieldReader(config.due),
    warnings: (config.warn ?? []).map(warningOf),
    calendar: lookUp(calendars, config.calendar ?? ALWAYS),
  }
}

function compileCount(config: CountConfig): CountRule {
  return {
    ...head(config),
    kind: 'count',
    of: compileCriteria(config.of),
    reset: compileCriteria(config.reset),
    withinMs: config.within === undefined ? null : ms(config.within),
    limits: [config.limit].flat(),
    staged: Array.isArray(config.limit),
    clearsByTime: config.subject === 'customer' || config.subject === 'agent',
  }
}

/** Figures of rows whose events a feed sends; what is owed in cases and callbacks stands by itself. */
const OF_FEEDS: ReadonlySet<SubjectKind> = new Set(['queue', 'agent', 'team', 'site'])
const OF_CASES = /^(cases|callbacks)\.|^(open|overdue)$/

function compileLevel(config: LevelConfig): LevelRule {
  const { field, age } = readNumber(config.figure)
  const threshold = (text: number | string) => present(readThreshold(text, age), `the threshold "${text}"`)
  const written = present(config.above ?? config.below, 'above or below')
  const thresholds = [written].flat().map(threshold)
  return {
    ...head(config),
    kind: 'level',
    read: fieldReader(field),
    age,
    side: config.above === undefined ? 'below' : 'above',
    thresholds,
    staged: Array.isArray(written),
    clear: config.clear === undefined ? itemAt(thresholds, 0) : threshold(config.clear),
    noValueClears: config.noValue === 'clears',
    ofFeeds: OF_FEEDS.has(config.subject) && !OF_CASES.test(field),
    forMs: config.for === undefined ? 0 : ms(config.for),
    least: Object.entries(config.least ?? {}).map(([name, min]) => ({ read: fieldReader(name), min })),
  }
}

function compileRule(config: RuleConfig, calendars: Calendars): Rule {
  switch (config.kind) {
    case 'clock':
      return compileClock(config, calendars)
    case 'count':
      return compileCount(config)
    case 'level':
      return compileLevel(config)
  }
}

function typesOf(rule: Rule): Iterable<string> {
  switch (rule.kind) {
    case 'clock':
      return [rule.start, rule.stop, rule.pause, rule.resume].flatMap((entries) => [...entries.keys()])
    case 'count':
      return [...rule.of.keys(), ...rule.reset.keys(), ...endTypes(rule.subject)]
    case 'level':
      return []
  }
}

function kindRules(rules: readonly Rule[]): KindRules {
  const byType = new Map<string, number[]>()
  for (const [place, rule] of rules.entries())
    for (const type of new Set(typesOf(rule))) byType.set(type, [...(byType.get(type) ?? []), place])
  return { rules, byType, hasLevels: rules.some((rule) => rule.kind === 'level') }
}

function groupByKind(rules: readonly Rule[]): Map<SubjectKind, KindRules> {
  const kinds = new Map<SubjectKind, KindRules>()
  for (const kind of new Set(rules.map((rule) => rule.subject)))
    kinds.set(kind, kindRules(rules.filter((rule) => rule.subject === kind)))
  return kinds
}

const YEAR_FROM = Date.UTC(2023, 0, 1)
const YEAR_TO = Date.UTC(2024, 0, 1)
const MAX_YEARS = 100

/** A limit that a calendar's hours would not fill in a hundred years is a slip, and would cost endless work. */
function limitFaults(config: ClockConfig, calendar: Calendar): Omit<ConfigError, 'path'> | null {
  const limits = typeof config.limit === 'string' ? [config.limit] : (config.limit ?? []).map((row) => row.is)
  const lengths = [...limits, ...(config.warn ?? [])].map((text) => readDuration(text) ?? 0)
  const most = MAX_YEARS * calendar.workingMsBetween(YEAR_FROM, YEAR_TO)
  return lengths.some((length) => length > most)
    ? faultSentence('neverThatLong', { calendar: calendar.id, years: MAX_YEARS })
    : null
}

function calendarFaults(config: RuleConfig, index: number, calendars: Calendars): ConfigError[] {
  if (config.kind !== 'clock') return []
  const calendar = calendars.get(config.calendar ?? ALWAYS)
  if (calendar === undefined)
    return [
      {
        path: ['rules', index, 'calendar'],
        ...faultSentence('unknown', { what: 'calendar', id: config.calendar ?? '' }),
      },
    ]
  const fault = limitFaults(config, calendar)
  return fault === null ? [] : [{ path: ['rules', index, 'limit'], ...fault }]
}

/** What is wrong between the rules and with their calendars; each rule by itself the schema has checked. */
export function checkRules(configs: readonly RuleConfig[], calendars: Calendars): ConfigError[] {
  return [
    ...duplicateIds('rules', configs),
    ...configs.flatMap((config, index) => calendarFaults(config, index, calendars)),
  ]
}

/** Makes rules of their configurations (as `ruleSchema` gave them) and calendars, or says what is wrong. */
export function compileRules(
  configs: readonly RuleConfig[],
  calendars: Calendars,
): { ok: true; rules: RuleSet } | { ok: false; errors: ConfigError[] } {
  const errors = checkRules(configs, calendars)
  if (errors.length > 0) return { ok: false, errors }
  const rules = configs.map((config) => compileRule(config, calendars))
  return { ok: true, rules: { rules, byKind: groupByKind(rules) } }
}

/** The subjects whose levels watch figures of rows: what is heard of them says nothing about these. */
const JUDGED_BY_ROWS: ReadonlySet<SubjectKind> = new Set(['queue', 'agent', 'feed', 'team', 'site'])

/** The rules that events make say something: without levels of queues, agents, feeds, teams and the site. */
export function judgedByEvents({ rules }: RuleSet): RuleSet {
  const clocksAndCounts = rules.filter(
    ({ kind, subject }) => kind !== 'level' || !JUDGED_BY_ROWS.has(subject),
  )
  return { rules: clocksAndCounts, byKind: groupByKind(clocksAndCounts) }
}

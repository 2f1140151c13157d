import type { ZodType } from 'zod'
import { itemAt } from '../collections/present.ts'
import type { ConfigError } from '../config/config-error.ts'
import { type EventType, eventData, isFeedType } from '../event/event-data.ts'
import type { ConditionConfig } from './condition.ts'
import { readDuration } from './duration.ts'
import type { CriterionConfig } from './event-criteria.ts'
import type { ClockConfig, CountConfig, LevelConfig, RuleConfig } from './rule-shape.ts'
import type { SubjectKind } from './rule-transition.ts'
import { type FieldKind, fieldKind, fieldWords } from './subject-fields.ts'

const COUNTED: readonly SubjectKind[] = [
  'case',
  'promise',
  'handoff',
  'approval',
  'assist',
  'callback',
  'contact',
  'customer',
  'agent',
]
const AGE = /^now\s*-\s*(\S+)$/

/** The field of a figure, and whether the figure is its age (`now - since`). */
export function readNumber(metric: string): { field: string; age: boolean } {
  const match = AGE.exec(metric.trim())
  return match === null ? { field: metric.trim(), age: false } : { field: itemAt(match, 1), age: true }
}

function fault(path: ConfigError['path'], message: string): ConfigError[] {
  return [{ path, message }]
}

/** A named field must be one of the subject's, and hold the wanted kind of value if one is wanted. */
function fieldFaults(
  subject: SubjectKind,
  name: string,
  path: ConfigError['path'],
  wanted?: FieldKind,
): ConfigError[] {
  const kind = fieldKind(subject, name)
  if (kind === null) return fault(path, `${subject} has no field "${name}"`)
  if (wanted !== undefined && kind !== wanted) return fault(path, `"${name}" of ${subject} is no ${wanted}`)
  return []
}

/** A word that the field can never hold would make a rule that never speaks. */
function wordFaults(
  subject: SubjectKind,
  name: string,
  wanted: unknown,
  path: ConfigError['path'],
): ConfigError[] {
  const words = fieldWords(subject, name)
  if (words === null) return []
  return [wanted]
    .flat()
    .filter((word) => word !== null && !words.some((known) => known === word))
    .flatMap((word) => fault(path, `"${name}" is never "${word}"; it is ${words.join(', ')}`))
}

function conditionFaults(
  subject: SubjectKind,
  condition: ConditionConfig | undefined,
  path: ConfigError['path'],
): ConfigError[] {
  return Object.entries(condition ?? {}).flatMap(([name, wanted]) => [
    ...fieldFaults(subject, name, [...path, name]),
    ...wordFaults(subject, name, wanted, [...path, name]),
  ])
}

/** A data field that an entry names must be one of its type's, and the value one that it can have. */
function dataFaults(
  type: EventType,
  name: string,
  wanted: unknown,
  path: ConfigError['path'],
): ConfigError[] {
  const shape: Readonly<Record<string, ZodType>> = eventData[type].shape
  if (!Object.hasOwn(shape, name)) return fault(path, `${type} has no field "${name}"`)
  return [wanted]
    .flat()
    .filter((value) => value !== null && shape[name]?.safeParse(value).success !== true)
    .flatMap((value) => fault(path, `"${name}" of ${type} is never "${value}"`))
}

/** An entry's type must be an event type that feeds send. */
function entryFaults(list: string, entries: readonly CriterionConfig[] | undefined): ConfigError[] {
  return (entries ?? []).flatMap((criterion, index) => {
    const { type, ...data } = typeof criterion === 'string' ? { type: criterion } : criterion
    if (!isFeedType(type)) return fault([list, index], `"${type}" is not an event type`)
    return Object.entries(data).flatMap(([name, wanted]) =>
      dataFaults(type, name, wanted, [list, index, name]),
    )
  })
}

function clockFaults(rule: ClockConfig): ConfigError[] {
  const faults = (['start', 'stop', 'pause', 'resume'] as const).flatMap((list) =>
    entryFaults(list, rule[list]),
  )
  if (rule.limit === undefined && rule.due === undefined)
    faults.push(...fault(['limit'], 'a clock needs a limit or a due field'))
  if (rule.due !== undefined) faults.push(...fieldFaults(rule.subject, rule.due, ['due'], 'instant'))
  if (Array.isArray(rule.limit))
    for (const [row, { when }] of rule.limit.entries())
      faults.push(...conditionFaults(rule.subject, when, ['limit', row, 'when']))
  return faults
}

/** Stages must go from mild to grave, so that a stage's number says how grave it is. */
function stageFaults(name: string, stages: readonly number[], falling = false): ConfigError[] {
  const wrong = stages.some((stage, index) => {
    const before = stages[index - 1]
    return before !== undefined && (falling ? stage >= before : stage <= before)
  })
  return wrong ? fault([name], `stages must ${falling ? 'fall' : 'rise'} from one to the next`) : []
}

function countFaults(rule: CountConfig): ConfigError[] {
  const faults = [...entryFaults('of', rule.of), ...entryFaults('reset', rule.reset)]
  if (!COUNTED.includes(rule.subject))
    faults.push(...fault(['subject'], `a count cannot be of a ${rule.subject}`))
  const endless = rule.subject === 'customer' || rule.subject === 'agent'
  if (endless && rule.reset === undefined && rule.within === undefined)
    faults.push(...fault(['within'], `a count of a ${rule.subject} needs reset or within`))
  if (Array.isArray(rule.limit)) faults.push(...stageFaults('limit', rule.limit))
  return faults
}

/** The threshold as a number: ms for an age, which must be a duration; null if it is of the wrong kind. */
export function readThreshold(threshold: number | string, age: boolean): number | null {
  if (age) return typeof threshold === 'string' ? readDuration(threshold) : null
  return typeof threshold === 'number' ? threshold : null
}

function levelFaults(rule: LevelConfig): ConfigError[] {
  const { field, age } = readNumber(rule.figure)
  const faults = fieldFaults(rule.subject, field, ['figure'], age ? 'instant' : 'number')
  for (const name of Object.keys(rule.least ?? {}))
    faults.push(...fieldFaults(rule.subject, name, ['least', name], 'number'))
  if ((rule.below === undefined) === (rule.above === undefined))
    return [...faults, ...fault(['above'], 'a level needs above or below, and not both')]
  const name = rule.below === undefined ? 'above' : 'below'
  const written = [rule[name] ?? []].flat()
  const stages = written.map((stage) => readThreshold(stage, age)).filter((stage) => stage !== null)
  const [first] = stages
  const clear = rule.clear === undefined ? first : readThreshold(rule.clear, age)
  const kind = age ? 'an age needs a duration such as 2m' : 'must be a number'
  if (first === undefined || stages.length < written.length) return [...faults, ...fault([name], kind)]
  if (clear == null) return [...faults, ...fault(['clear'], kind)]
  faults.push(...stageFaults(name, stages, name === 'below'))
  const beyond = name === 'below' ? clear < first : clear > first
  if (beyond) faults.push(...fault(['clear'], 'must lie on the good side of the first threshold'))
  return faults
}

/** What is wrong within one rule whose form is right: unknown fields and event types, parts that do not fit. */
export function findFaults(rule: RuleConfig): ConfigError[] {
  const faults = [
    ...conditionFaults(rule.subject, rule.when, ['when']),
    ...conditionFaults(rule.subject, rule.while, ['while']),
  ]
  switch (rule.kind) {
    case 'clock':
      return [...faults, ...clockFaults(rule)]
    case 'count':
      return [...faults, ...countFaults(rule)]
    case 'level':
      return [...faults, ...levelFaults(rule)]
  }
}

import { parseArgs } from 'node:util'
import type { AssumedSubject } from '#core/notify/assumed-subject.ts'
import { type AlertStage, alertStages } from '#core/notify/routes.ts'
import { parseInstant } from '#core/time/parse-instant.ts'

export interface Wanted {
  readonly rule: string
  readonly subject: string
  readonly at: number
  readonly config: string
  readonly events: string | undefined
  /** By what the running site knows. */
  readonly live: boolean
  readonly stage: AlertStage
  /** What the subject is taken to be where the events do not say. */
  readonly assumed: AssumedSubject
}

export const USAGE =
  'usage: npm run route -- RULE SUBJECT --at TIME [--as breach|last-warning|warning] [--queue ID] [--team ID] [--kind KIND] [--owner AGENT] [--department ID] [--live | [--events EVENTS.ndjson] [--config SITE.yaml]]'

const SUBJECT = /^[a-z]+\/.+$/

const options = {
  at: { type: 'string' },
  as: { type: 'string', default: 'breach' },
  config: { type: 'string' },
  events: { type: 'string' },
  live: { type: 'boolean', default: false },
  kind: { type: 'string' },
  queue: { type: 'string' },
  team: { type: 'string' },
  owner: { type: 'string' },
  department: { type: 'string' },
} as const

/** Reads the arguments of `npm run route`. Text: what is wrong with them. */
export function readArguments(args: string[]): Wanted | string {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const [rule, subject, ...more] = positionals
    const { at: text, as, config, events, live, kind, queue, team, owner, department } = values
    const at = parseInstant(text)
    const stage = alertStages.find((name) => name === as)
    if (rule === undefined || subject === undefined || more.length > 0 || text === undefined) return USAGE
    if (live && (config !== undefined || events !== undefined))
      return '--live goes by the running site: leave out --config and --events'
    if (!SUBJECT.test(subject)) return `${JSON.stringify(subject)}: must be a subject such as case/C1`
    if (at === null) return `--at: ${JSON.stringify(text)} must be a time such as 2026-11-23T18:30:00+08:00`
    if (stage === undefined) return `--as: must be one of ${alertStages.join(', ')}`
    const file = config ?? process.env.HUIYIN_CONFIG ?? 'config/site.yaml'
    return {
      rule,
      subject,
      at,
      config: file,
      live,
      events,
      stage,
      assumed: { kind, queue, team, owner, department },
    }
  } catch {
    // parseArgs throws for an option that it does not know, which the usage line answers.
    return USAGE
  }
}

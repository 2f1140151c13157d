import { readFileSync } from 'node:fs'

/** What Asterisk's own queue_log says of the recorded run. */
export interface TruthCall {
  readonly uniqueid: string
  readonly queue: string
  readonly callerid: string
  readonly enter: number
  readonly wait?: number
  readonly agent?: string
  readonly end: string
}
export interface TruthQueue {
  readonly entered: number
  readonly answered: number
  readonly abandoned: number
  readonly exitTimeout: number
  readonly exitKey: number
  readonly exitEmpty: number
  readonly withdrawn: number
  readonly refusedJoinEmpty: number
  readonly refusedFull: number
  readonly serviceLevelSeconds: number
  readonly answeredWithinSL: number
  readonly waitAnswered: readonly number[]
  readonly waitAbandoned: readonly number[]
}
export interface Truth {
  readonly perQueue: Readonly<Record<string, TruthQueue>>
  readonly perAgent: Readonly<Record<string, { readonly answered: number; readonly ringNoAnswer: number }>>
  readonly calls: readonly TruthCall[]
}

const folder = new URL('../fixtures/asterisk/', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

export const readTruth = (): Truth => JSON.parse(read('short.truth.json')) as Truth
export const recordedLines = (): string[] => read('short.ndjson').split('\n').filter(Boolean)
export const recordedSite = (): string => read('site.yaml')

/** The agents of the recording by the names that queue_log has for them. */
export const AGENTS: Readonly<Record<string, string>> = {
  'Анна Смирнова': 'anna',
  'Ben Okafor': 'ben',
  'Carla Díaz': 'carla',
  'Dmitri Petrov': 'dmitri',
  'Эльдар Ким': 'eldar',
  'Fatima Noor': 'fatima',
  'Greta Holm': 'greta',
  'Hiro Tanaka': 'hiro',
}

/** How a call's stay in a queue came out, as both sides can say it. */
export type CallOutcome =
  | { readonly is: 'answered'; readonly agent: string; readonly waitSec: number }
  | { readonly is: 'abandoned'; readonly waitSec: number }
  | { readonly is: 'left'; readonly reason: string }
  | { readonly is: 'open' }

const LEFT: Readonly<Record<string, string>> = {
  EXITWITHTIMEOUT: 'timeout',
  EXITWITHKEY: 'other',
  EXITEMPTY: 'empty',
  WITHDRAW: 'withdrawn',
}

export function trueOutcome(call: TruthCall): CallOutcome {
  const left = LEFT[call.end]
  if (left !== undefined) return { is: 'left', reason: left }
  if (call.end === 'ABANDON') return { is: 'abandoned', waitSec: call.wait! }
  return { is: 'answered', agent: AGENTS[call.agent!]!, waitSec: call.wait! }
}

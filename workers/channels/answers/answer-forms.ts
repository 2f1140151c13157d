import type { Service } from './refusal-table.ts'

/** What a service's answer says, whatever its meaning. */
export interface ServiceAnswer {
  /** Null: it does not answer as this service does. */
  readonly accepted: boolean | null
  /** Its own code; null: it gave none. */
  readonly code: number | string | null
  readonly text: string
}

type Fields = Readonly<Record<string, unknown>>
type Read = (status: number, body: string) => ServiceAnswer

const isOk = (status: number) => status >= 200 && status < 300

/** How each service says whether it took a message; many say 200 whatever happened. */
const forms: Readonly<Record<Service, Read>> = {
  feishu: (status, body) => byCode(status, body, ['code', 'StatusCode'], ['msg', 'StatusMessage']),
  'feishu app': (status, body) => byCode(status, body, ['code'], ['msg']),
  // Under pressure DingTalk's gate answers, with a status of its own: {"status":1111,"wait":5,"punish":"deny"}.
  dingtalk: (status, body) => byCode(status, body, ['errcode', 'status'], ['errmsg', 'punish']),
  wecom: (status, body) => byCode(status, body, ['errcode'], ['errmsg']),
  line: byStatus,
  slack: byWord,
  'slack bot': byOk,
  teams: bySentence,
  webhook: byStatus,
  push: byStatus,
}

export const serviceAnswer = (service: Service, status: number, body: string): ServiceAnswer =>
  forms[service](status, body)

/** The fields of a JSON answer; none where it is no JSON object. */
export function answerFields(body: string): Fields {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Fields) : {}
  } catch {
    // A service that answers with no JSON says nothing that we read.
    return {}
  }
}

/** A number that is 0 where it was taken; it counts also under 400. */
function byCode(
  status: number,
  body: string,
  codes: readonly string[],
  texts: readonly string[],
): ServiceAnswer {
  const fields = answerFields(body)
  const code = codes.map((name) => fields[name]).find((value) => typeof value === 'number')
  if (code === undefined) return { accepted: isOk(status) ? null : false, code: null, text: plain(body) }
  const text = texts.map((name) => fields[name]).find((value) => typeof value === 'string')
  return { accepted: isOk(status) && code === 0, code: code === 0 ? null : code, text: text ?? '' }
}

function byStatus(status: number, body: string): ServiceAnswer {
  const { message, details } = answerFields(body)
  const more = Array.isArray(details) ? (details as Fields[]) : []
  const texts = [message, ...more.flatMap((one) => [one.property, one.message])]
  const text = texts.filter((one) => typeof one === 'string').join(' ')
  return { accepted: isOk(status), code: null, text: text === '' ? plain(body) : text }
}

function byWord(status: number, body: string): ServiceAnswer {
  const word = body.trim()
  return { accepted: isOk(status), code: /^[a-z_]+$/.test(word) ? word : null, text: plain(body) }
}

function byOk(status: number, body: string): ServiceAnswer {
  const { ok, error } = answerFields(body)
  if (typeof ok !== 'boolean') return { accepted: isOk(status) ? null : false, code: null, text: plain(body) }
  return { accepted: isOk(status) && ok, code: typeof error === 'string' ? error : null, text: '' }
}

/** "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId …" */
const INNER_STATUS = /returned HTTP error (\d{3})/
const TEAMS_REFUSED = /delivery failed|is required|HTTP error/i

function bySentence(status: number, body: string): ServiceAnswer {
  const { error } = answerFields(body) as { error?: Fields }
  const inner = INNER_STATUS.exec(body)?.[1]
  const named = typeof error?.code === 'string' ? error.code : null
  const code = inner === undefined ? (named ?? (isOk(status) ? null : status)) : Number(inner)
  const text = typeof error?.message === 'string' ? error.message : plain(body)
  return { accepted: isOk(status) && named === null && !TEAMS_REFUSED.test(body), code, text }
}

/** A page of HTML says nothing. */
function plain(body: string): string {
  const words = body.replace(/\s+/g, ' ').trim()
  return words.startsWith('<') ? '' : words
}

import type { ServerResponse } from 'node:http'
import { answerJson, answerText } from '../http/json-answer.ts'

/** What a route answers: a value, or a refusal with its code and a message that names the field. */
export interface ApiAnswer {
  status: number
  body: unknown
  headers?: Readonly<Record<string, string | readonly string[]>>
  /** The media type of a body that is a text as it is; not given: the body is sent as JSON. */
  type?: string
}

export const ok = (body: unknown, headers?: ApiAnswer['headers']): ApiAnswer =>
  headers === undefined ? { status: 200, body } : { status: 200, body, headers }

export const okText = (type: string, text: string): ApiAnswer => ({ status: 200, body: text, type })

export function refuse(
  status: number,
  code: string,
  message: string,
  headers?: ApiAnswer['headers'],
): ApiAnswer {
  const body = { code, message }
  return headers === undefined ? { status, body } : { status, body, headers }
}

export const unauthenticated = () =>
  refuse(401, 'unauthenticated', 'sign in, or send an API token', { 'WWW-Authenticate': 'Bearer' })
export const tooManyAttempts = (sec: number) =>
  refuse(429, 'too_many_attempts', `too many wrong passwords: wait ${sec} s`, { 'Retry-After': String(sec) })
export const tooManyTokens = (sec: number) =>
  refuse(429, 'too_many_attempts', `too many wrong tokens: wait ${sec} s`, { 'Retry-After': String(sec) })
export const tooManyCommands = (sec: number) =>
  refuse(429, 'too_fast', `too much of yours, on all screens together: send again in ${sec} s`, {
    'Retry-After': String(sec),
  })
export const busy = (sec: number) =>
  refuse(503, 'busy', `many people sign in right now: try again in ${sec} s`, { 'Retry-After': String(sec) })
export const unavailable = (message: string) => refuse(503, 'unavailable', message, { 'Retry-After': '1' })

export function sendApiAnswer(res: ServerResponse, { status, body, headers, type }: ApiAnswer): void {
  for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, value)
  if (type === undefined) answerJson(res, status, body)
  else answerText(res, status, type, String(body))
}

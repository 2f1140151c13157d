import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { type ApiAnswer, refuse } from './answer.ts'

export type Read<T> = { ok: true; value: T } | { ok: false; answer: ApiAnswer }

const MAX_BODY_BYTES = 64 * 1024
/** An odd number of backslashes before u0000: the character U+0000, which no store of ours can keep in a text. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/

const bad = (status: number, code: string, message: string) =>
  ({ ok: false, answer: refuse(status, code, message) }) as const

async function readText(req: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

/** Reads a request's JSON body against a schema; an empty body is an empty object. */
export const readJson = <T>(req: IncomingMessage, schema: z.ZodType<T>): Promise<Read<T>> =>
  readJsonWithin(req, schema, MAX_BODY_BYTES)

/** The same of a body of up to so many bytes. */
export async function readJsonWithin<T>(
  req: IncomingMessage,
  schema: z.ZodType<T>,
  maxBytes: number,
): Promise<Read<T>> {
  let text: string | null
  let value: unknown
  try {
    text = await readText(req, maxBytes)
    if (text === null) return bad(413, 'too_large', `the body is larger than ${maxBytes} bytes`)
    value = text === '' ? {} : JSON.parse(text)
    if (NUL.test(text)) return bad(400, 'bad_request', 'body: must not hold the character U+0000')
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
    return bad(400, 'bad_json', 'the body is not JSON in UTF-8')
  }
  const type = req.headers['content-type'] ?? 'application/json'
  // A form of a foreign page can send text/plain without asking; JSON it cannot.
  if (!/^application\/json\b/i.test(type))
    return bad(415, 'bad_type', 'Content-Type: must be application/json')
  const read = schema.safeParse(value)
  if (read.success) return { ok: true, value: read.data }
  const issue = read.error.issues[0]!
  return bad(400, 'bad_request', `${issue.path.join('.') || 'body'}: ${issue.message}`)
}

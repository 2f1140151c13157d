import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EventRefusal } from '#core/event/parse-event.ts'

export interface IngestAnswer {
  readonly status: number
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

/** Every answer of `POST /api/v1/events` (contract §3), in one place. */
export const answers = {
  taken: (accepted: number, duplicate: number, rejected: readonly object[]): IngestAnswer => ({
    status: 202,
    body: { accepted, duplicate, rejected },
  }),
  unreadable: (refusal: EventRefusal): IngestAnswer => ({ status: 400, body: refusal }),
  unknownToken: {
    status: 401,
    body: { code: 'unknown_token', message: 'Authorization: must be "Bearer" and the token of a feed' },
    headers: { 'WWW-Authenticate': 'Bearer realm="huiyin feeds"' },
  } satisfies IngestAnswer,
  publishedToken: {
    status: 401,
    body: {
      code: 'published_token',
      message:
        'Authorization: this token stands where everybody can read it, so it holds on the server itself alone; ' +
        'give the feed another in the site file (openssl rand -hex 24)',
    },
  } satisfies IngestAnswer,
  tooManyTokens: (retryAfterSec: number): IngestAnswer => ({
    status: 429,
    body: { code: 'too_many_attempts', message: `too many wrong tokens: wait ${retryAfterSec} s` },
    headers: { 'Retry-After': String(retryAfterSec) },
  }),
  forbidden: (refusal: EventRefusal): IngestAnswer => ({ status: 403, body: refusal }),
  wrongMethod: {
    status: 405,
    body: { code: 'wrong_method', message: 'events are sent by POST' },
    headers: { Allow: 'POST' },
  } satisfies IngestAnswer,
  tooLarge: (limit: string): IngestAnswer => ({
    status: 413,
    body: { code: 'too_large', message: `body: must be ${limit} at most; send it in parts` },
  }),
  wrongType: {
    status: 415,
    body: {
      code: 'wrong_type',
      message:
        'Content-Type: must be application/json, application/cloudevents+json, ' +
        'application/cloudevents-batch+json or application/x-ndjson, in UTF-8 and not compressed',
    },
  } satisfies IngestAnswer,
  tooFast: (retryAfterSec: number, limit: string): IngestAnswer => ({
    status: 429,
    body: { code: 'too_fast', message: `this feed sends faster than it may (${limit})` },
    headers: { 'Retry-After': String(retryAfterSec) },
  }),
  unconfirmed: (code: string, message: string): IngestAnswer => ({
    status: 503,
    body: { code, message: `${message}; send again` },
    headers: { 'Retry-After': '1' },
  }),
}

export function sendIngestAnswer(req: IncomingMessage, res: ServerResponse, answer: IngestAnswer): void {
  const text = JSON.stringify(answer.body)
  // A body that was not read to its end leaves the connection unfit for another request.
  const connection = req.complete ? {} : { Connection: 'close' }
  res.writeHead(answer.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...answer.headers,
    ...connection,
  })
  res.end(text)
}

import type { ServerResponse } from 'node:http'

/** Answers with a text that no cache keeps. */
export function answerText(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  res.end(body)
}

/** Answers with a JSON value that no cache keeps. */
export function answerJson(res: ServerResponse, status: number, value: unknown): void {
  answerText(res, status, 'application/json; charset=utf-8', JSON.stringify(value))
}

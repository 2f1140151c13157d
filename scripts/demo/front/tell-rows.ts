import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'

/** Where a view's proxy answers itself: a script that tells the page around it when the view shows its rows. */
export const TELLS_ROWS = '/tells-rows.js'
const TAG = `<script src="${TELLS_ROWS}" async></script></head>`

/** Whether a browser asks for what stands in a frame: then it asks for it as it is, so that something can be put into it. */
export const isForFrame = (headers: IncomingHttpHeaders): boolean => headers['sec-fetch-dest'] === 'iframe'

/** The script itself. */
export function sendTellsRows(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' })
  res.end(readFileSync(join(import.meta.dirname, 'page', TELLS_ROWS)))
}

/** Hands a page through with the script in it. */
export async function pipeWithTellsRows(
  answer: IncomingMessage,
  res: ServerResponse,
  { 'content-length': _longer, ...headers }: IncomingHttpHeaders,
): Promise<void> {
  let page = ''
  answer.setEncoding('utf8')
  for await (const chunk of answer) page += String(chunk)
  res.writeHead(answer.statusCode!, headers)
  res.end(page.replace('</head>', TAG))
}

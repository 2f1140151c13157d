import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { nearestLanguage } from '#app/_shell/language.ts'
import { type Language, languages } from '#core/config/languages.ts'
import type { ShownMessage } from '../messages/inbox.ts'
import { type DemoAct, type DemoState, doable } from './demo-state.ts'
import { frontPage, scripts, stylesheets } from './front-page.ts'
import { isFromHere } from './local-only.ts'

export interface FrontOptions {
  readonly state: () => DemoState
  readonly act: (act: DemoAct) => Promise<void>
  /** What the demo's people were sent. */
  readonly messages: () => readonly ShownMessage[]
}

const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(scripts.map((name) => [`/${name}`, 'text/javascript; charset=utf-8'])),
  ...Object.fromEntries(stylesheets.map((name) => [`/${name}`, 'text/css; charset=utf-8'])),
}
const LONGEST_BODY = 1_000

/** The demo's own page: who one may be, the strip that says what was just seen, and the buttons for its clock. */
export function createFrontServer(options: FrontOptions): Server {
  return createServer((req, res) => {
    answer(options, req, res).catch((error: Error) => {
      console.error(`demo: ${error.message}`)
      if (res.headersSent) res.destroy()
      else send(res, 500, 'application/json', JSON.stringify({ code: 'fault' }))
    })
  })
}

async function answer(
  { state, act, messages }: FrontOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (!isFromHere(req)) return send(res, 403, 'text/plain', 'the demo answers on this machine alone')
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://demo')
  if (req.method === 'POST' && pathname === '/act') {
    await act(readAct(await bodyOf(req)))
    return send(res, 200, 'application/json', JSON.stringify(state()))
  }
  if (pathname === '/state') return send(res, 200, 'application/json', JSON.stringify(state()))
  if (pathname === '/messages') return send(res, 200, 'application/json', JSON.stringify(messages()))
  const type = FILES[pathname]
  if (type !== undefined)
    return send(res, 200, type, readFileSync(join(import.meta.dirname, 'page', pathname)))
  if (pathname !== '/') return send(res, 404, 'text/plain', 'there is no such page')
  const language = languageOf(searchParams.get('lang'), req.headers['accept-language'])
  send(res, 200, 'text/html; charset=utf-8', frontPage(language, state()))
}

/** What was asked for in the address, else the browser's own. */
export function languageOf(asked: string | null, accepted = ''): Language {
  const named = languages.find((language) => language === asked)
  if (named !== undefined) return named
  for (const tag of accepted.split(',')) {
    const near = nearestLanguage(tag.split(';')[0]!.trim())
    if (near !== null) return near
  }
  return 'en'
}

function send(res: ServerResponse, status: number, type: string, body: string | Buffer): void {
  res.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'self'; img-src 'self' data:; frame-src http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'",
  })
  res.end(body)
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of req) {
    text += String(chunk)
    if (text.length > LONGEST_BODY) throw new Error('an act is shorter than that')
  }
  return text
}

function readAct(text: string): DemoAct {
  const { do: what, speed, language } = JSON.parse(text) as Record<string, unknown>
  const known = doable.find((one) => one === what)
  if (known === undefined) throw new Error('no such act')
  return {
    do: known,
    speed: typeof speed === 'number' && speed >= 1 && speed <= 60 ? speed : 1,
    language: languages.find((one) => one === language) ?? null,
  }
}

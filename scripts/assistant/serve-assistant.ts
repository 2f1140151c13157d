import { timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import en from '#messages/assistant/en.json' with { type: 'json' }
import zhCN from '#messages/assistant/zh-CN.json' with { type: 'json' }
import zhTW from '#messages/assistant/zh-TW.json' with { type: 'json' }
import { plainAddress } from '#platform/trusted-proxies.ts'
import { addressBlock } from '#server/http/address-block.ts'
import { type AssistantChoice, answerStep } from './answer-steps.ts'

export interface AssistantOptions {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** What whoever fills it in must type first: it stands in the terminal alone. */
  readonly code: string
  /** Where the demo's own page will answer on this machine; null: the demo cannot be chosen. */
  readonly demoPort: number | null
  /** It can be opened now. */
  readonly onOpen: () => void
}

const PAGE = join(import.meta.dirname, 'page')
const TOKENS = join(import.meta.dirname, '../../app/_ui/tokens.css')
const MAX_BODY_BYTES = 2 * 1024 * 1024
/** Wrong codes of one address that are answered within a minute: who types another's must not be kept out by them. */
const MOST_TRIES = 10
/** The same of all addresses together. */
const MOST_OF_ALL = 300
/** The page may ask itself, and whether the demo's page is there. */
const headersOf = (demoPort: number | null) => ({
  'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'${demoPort === null ? '' : ` http://localhost:${demoPort}`}; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
})

/** The page's own files, by address: its scripts are ours without their types. */
const files: Readonly<Record<string, () => { type: string; text: string }>> = {
  '/': () => ({ type: 'text/html', text: readFileSync(join(PAGE, 'index.html'), 'utf8') }),
  '/assistant/style.css': () => ({
    type: 'text/css',
    text: `${readFileSync(TOKENS, 'utf8')}\n${readFileSync(join(PAGE, 'style.css'), 'utf8')}`,
  }),
  '/assistant/words.json': () => ({
    type: 'application/json',
    text: JSON.stringify({ en, 'zh-CN': zhCN, 'zh-TW': zhTW }),
  }),
  ...Object.fromEntries(
    (['main', 'elements', 'send', 'connect-pbx', 'connect-http', 'wait', 'words'] as const).map((name) => [
      `/assistant/${name}.ts`,
      () => ({
        type: 'text/javascript',
        text: stripTypeScriptTypes(readFileSync(join(PAGE, `${name}.ts`), 'utf8')),
      }),
    ]),
  ),
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether what was typed is the code, written large or small, with or without its line; so many tries a minute. */
export function createCodeCheck(
  code: string,
): (typed: string, address: string) => 'right' | 'wrong' | 'too_many' {
  const plain = (text: string) => Buffer.from(text.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const wanted = plain(code)
  let tries: { readonly at: number; readonly address: string }[] = []
  return (typed, address) => {
    const now = performance.now()
    tries = tries.filter(({ at }) => now - at < 60_000)
    const own = tries.filter((one) => one.address === address)
    if (own.length >= MOST_TRIES || tries.length >= MOST_OF_ALL) return 'too_many'
    const given = plain(typed)
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return 'right'
    tries.push({ at: now, address })
    return 'wrong'
  }
}

/** Serves the assistant's page until something was chosen on it, or the signal comes (null). */
export async function serveAssistant(
  options: AssistantOptions,
  signal: AbortSignal,
): Promise<AssistantChoice | null> {
  const isCode = createCodeCheck(options.code)
  const chosen = Promise.withResolvers<AssistantChoice | null>()
  const headers = headersOf(options.demoPort)
  const send = (res: ServerResponse, status: number, type: string, text: string) => {
    res.writeHead(status, { ...headers, 'Content-Type': `${type}; charset=utf-8` })
    res.end(text)
  }
  const sendJson = (res: ServerResponse, status: number, body: unknown) =>
    send(res, status, 'application/json', JSON.stringify(body))

  async function act(req: IncomingMessage, res: ServerResponse, name: string): Promise<void> {
    // A form of a foreign page cannot send this header without being asked.
    const verdict = isCode(
      String(req.headers['x-assistant-code'] ?? ''),
      addressBlock(plainAddress(req.socket.remoteAddress ?? '')),
    )
    if (verdict !== 'right') {
      req.resume()
      const key = verdict === 'wrong' ? 'wrongCode' : 'tooMany'
      sendJson(res, verdict === 'wrong' ? 401 : 429, { ok: false, key, values: {} })
      return
    }
    const answer = await answerStep(name, await readBody(req), options)
    if (answer === null) {
      sendJson(res, 404, { ok: false, key: 'notFound', values: {} })
      return
    }
    const { chosen: what } = answer
    if (what !== undefined) res.once('close', () => chosen.resolve(what))
    sendJson(res, answer.status, answer.body)
  }

  function handle(req: IncomingMessage, res: ServerResponse): void {
    // Not by URL, which throws at what is none, such as "//".
    const path = (req.url ?? '/').split('?', 1)[0]!
    if (req.method === 'POST' && path.startsWith('/assistant/')) {
      act(req, res, path.slice('/assistant/'.length)).catch((error: Error) => {
        sendJson(res, 500, { ok: false, key: 'fault', values: { message: error.message } })
      })
      return
    }
    // What else a browser asks for, such as a wall that was open before, is not there yet.
    const file = Object.hasOwn(files, path) ? files[path] : undefined
    if (path === '/healthz') sendJson(res, 200, { ok: true })
    else if (path.startsWith('/api/') || path === '/readyz') sendJson(res, 503, { code: 'unavailable' })
    else if (file === undefined) {
      res.writeHead(302, { ...headers, Location: '/' })
      res.end()
    } else {
      const { type, text } = file()
      send(res, 200, type, text)
    }
  }

  const server = createServer(handle)
  await listen(server, options)
  options.onOpen()
  const stop = () => chosen.resolve(null)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  const what = await chosen.promise
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  return what
}

function listen(server: Server, { port, host }: AssistantOptions): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, done)
  })
}

import { Agent, request } from 'node:http'
import type { HttpFrame } from './http-frames.ts'

export interface MutationAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

const PATIENCE_MS = 10_000
/** What a rule would have said of a day is worked out for up to a minute, apart from all else. */
const patienceOf = (path: string) => (path.includes('/site-file/rule-trial') ? 65_000 : PATIENCE_MS)
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Sends a request as it is. Gives its answer; throws where there is none in time. */
export function sendHttp(url: string, { method, path, headers, body }: HttpFrame): Promise<MutationAnswer> {
  const { hostname, port } = new URL(url)
  const given = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const timeout = patienceOf(path)
  return new Promise((done, fail) => {
    const req = request(
      { hostname, port, path, method, agent, headers: { ...headers, ...given }, timeout },
      (res) => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (chunk: string) => {
          text += chunk
        })
        res.on('end', () =>
          done({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', body: text }),
        )
        res.on('error', fail)
      },
    )
    req.once('timeout', () => req.destroy(new Error(`no answer within ${timeout} ms`)))
    req.once('error', fail)
    req.end(body ?? undefined)
  })
}

/** What is wrong with an answer, if something is: a failure of ours, or a refusal without a word. */
export function faultOf({ path }: HttpFrame, { status, type, body }: MutationAnswer): string | null {
  // A store that a busy machine keeps waiting is away for a while; with all of them there nothing else is.
  const isBusy = path.startsWith('/readyz') || / in time\b/.test(body)
  if (status >= 500 && !isBusy) return `answered ${status}: ${body.slice(0, 300)}`
  if (status < 400 || !path.startsWith('/api/')) return null
  if (!type.startsWith('application/json')) return `answered ${status} as ${type}`
  const { code, message } = JSON.parse(body) as { code?: unknown; message?: unknown }
  const isNamed = typeof code === 'string' && code !== '' && typeof message === 'string' && message !== ''
  return isNamed ? null : `answered ${status} without code and message: ${body.slice(0, 300)}`
}

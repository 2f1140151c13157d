import type { Post } from '#platform/outgoing/post.ts'
import { answerFields } from './answers/answer-forms.ts'
import { readAnswer } from './answers/read-answer.ts'
import { type Dispatch, refused, type Sent, sent } from './channel.ts'
import { earlierOf, receiptOf } from './receipt.ts'
import { uuidOf } from './uuid-of.ts'

/** A Feishu app: its messages have ids, by which they are edited. */
export interface FeishuApp {
  send(dispatch: Dispatch<'feishu'>, to: string, card: string): Promise<Sent>
}

/** The access token is no longer good: the next attempt asks for another. */
const STALE: ReadonlySet<unknown> = new Set([99991661, 99991663, 99991664, 99991668])
/** A token is used no longer than until so long before its end. */
const EARLY_MS = 300_000

type Token = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly sent: Sent }

export function createFeishuApp(post: Post): FeishuApp {
  const tokens = new Map<string, { readonly token: string; readonly until: number }>()

  async function tokenOf({ target, secrets }: Dispatch<'feishu'>): Promise<Token> {
    const key = `${target.api} ${target.appId} ${secrets.appSecret}`
    const known = tokens.get(key)
    if (known !== undefined && known.until > performance.now()) return { ok: true, token: known.token }
    const answer = await post({
      url: `${target.api}/open-apis/auth/v3/tenant_access_token/internal`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: target.appId, app_secret: secrets.appSecret }),
      ca: secrets.ca,
    })
    let token = ''
    const read = readAnswer(answer, { service: 'feishu app', own: false }, (body) => {
      const { tenant_access_token: given, expire } = answerFields(body)
      if (typeof given !== 'string') return refused('it gave no token')
      token = given
      tokens.set(key, { token, until: performance.now() + Number(expire) * 1_000 - EARLY_MS })
      return sent()
    })
    // Nothing of the message itself was sent.
    if (read.is !== 'sent')
      return { ok: false, sent: read.is === 'failed' ? { ...read, maybe: false } : read }
    return { ok: true, token }
  }

  async function call(
    dispatch: Dispatch<'feishu'>,
    request: { method: 'POST' | 'PATCH'; path: string; body: object },
  ): Promise<Sent> {
    const { notification, target, secrets } = dispatch
    const token = await tokenOf(dispatch)
    if (!token.ok) return token.sent
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${token.token}`,
    }
    const { method, path, body } = request
    const url = `${target.api}/open-apis/im/v1/messages${path}`
    const answer = await post({ url, method, headers, body: JSON.stringify(body), ca: secrets.ca })
    if (answer.is === 'answered' && STALE.has(answerFields(answer.body).code)) tokens.clear()
    const recipient = { service: 'feishu app', own: notification.way.address !== null } as const
    return readAnswer(answer, recipient, (body) => {
      const { data } = answerFields(body)
      const ref = (data as { message_id?: string } | undefined)?.message_id
      return sent(ref === undefined ? null : receiptOf(notification, ref))
    })
  }

  return {
    async send(dispatch, to, content) {
      const { notification } = dispatch
      const earlier = earlierOf(dispatch.earlier, notification)
      const message = { msg_type: 'interactive', content, uuid: uuidOf(notification.id) }
      const path = `?receive_id_type=${idKind(to)}`
      const fresh = () => call(dispatch, { method: 'POST', path, body: { ...message, receive_id: to } })
      if (earlier === null) return fresh()
      const before = `/${encodeURIComponent(earlier.ref)}`
      const result = await (earlier.quiet
        ? call(dispatch, { method: 'PATCH', path: before, body: { content } })
        : call(dispatch, { method: 'POST', path: `${before}/reply`, body: message }))
      // A message that was withdrawn, or is too old to be edited, is followed by a new one.
      if (result.is === 'refused' && result.where === 'message') return fresh()
      if (result.is !== 'sent' || !earlier.quiet) return result
      return { ...result, edited: true, receipt: receiptOf(notification, earlier.ref) }
    },
  }
}

/** What an id names, by how Feishu begins them. */
function idKind(id: string): string {
  if (id.includes('@')) return 'email'
  if (id.startsWith('oc_')) return 'chat_id'
  if (id.startsWith('ou_')) return 'open_id'
  return id.startsWith('on_') ? 'union_id' : 'user_id'
}

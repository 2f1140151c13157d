import { fitWords } from '../words/fit-words.ts'
import type { Words } from '../words/words.ts'
import { type Channel, type Dispatch, failed, refused, type Sent, sent } from './channel.ts'
import type { Post } from './outgoing/post.ts'
import { fieldsOf, readAnswer } from './read-answer.ts'
import { earlierOf, receiptOf } from './receipt.ts'

/** Longest text of one block. */
const MOST = { most: 2_900, lines: 40 }
/** What Slack answers where it may work later. */
const BUSY: ReadonlySet<unknown> = new Set(
  'internal_error fatal_error service_unavailable request_timeout ratelimited'.split(' '),
)

/**
 * Slack. With an incoming webhook messages go to its one channel; with a bot's token they go to the way's channel or
 * member, and a conversation's message is edited, or answered in its thread where somebody must look again.
 */
export function createSlackChannel({ post }: { post: Post }): Channel<'slack'> {
  return {
    kind: 'slack',
    async send(dispatch) {
      const { words, secrets } = dispatch
      const message = fitWords(words, (lines) => messageOf(words, lines), longestBlock, MOST)
      if (secrets.token !== undefined) return sendByToken(post, dispatch, message, secrets.token)
      const { url, ca } = secrets
      if (url === undefined) return refused('neither its url nor its token is known')
      const headers = { 'content-type': 'application/json' }
      return readAnswer(await post({ url, headers, body: JSON.stringify(message), ca }), () => sent())
    },
  }
}

async function sendByToken(
  post: Post,
  { telling, target, secrets, earlier: receipt }: Dispatch<'slack'>,
  message: object,
  token: string,
): Promise<Sent> {
  const channel = telling.way.address ?? target.channel
  if (channel === undefined) return refused('neither the way nor the target says to which channel')
  const earlier = earlierOf(receipt, telling)
  const [where, ts] = earlier?.ref.split(' ') ?? []
  async function call(method: string, fields: object): Promise<Sent> {
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` }
    const body = JSON.stringify({ ...message, ...fields })
    const answer = await post({ url: `${target.api}/api/${method}`, headers, body, ca: secrets.ca })
    return readAnswer(answer, (text) => verdict(text, (ref) => receiptOf(telling, ref)))
  }
  const fresh = () => call('chat.postMessage', { channel })
  if (earlier === null) return fresh()
  const next = earlier.quiet
    ? call('chat.update', { channel: where, ts })
    : call('chat.postMessage', { channel: where, thread_ts: ts, reply_broadcast: true })
  const result = await next
  // A message that was deleted, or is too old to be edited, is followed by a new one.
  if (result.is === 'refused') return fresh()
  return result.is === 'sent' ? { ...result, edited: earlier.quiet } : result
}

/** Slack answers 200 and says inside whether it did it. */
function verdict(body: string, receipt: (ref: string) => string): Sent {
  const { ok, error, channel, ts } = fieldsOf(body)
  if (ok === true) return sent(receipt(`${String(channel)} ${String(ts)}`))
  if (ok !== false) return failed('it answered 200, but not as this service does', null, true)
  const reason = `it answered ${String(error)}`
  return BUSY.has(error) ? failed(reason, error === 'ratelimited' ? 30_000 : null) : refused(reason)
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function messageOf(words: Words, lines: readonly string[]) {
  const { title, note, take, link } = words
  const section = (text: string) => ({
    type: 'section',
    text: { type: 'mrkdwn', text },
  })
  const list = [...lines, ...(note === null ? [] : [note])].map(escaped).join('\n')
  const links = [take, link].flatMap((one) => (one === null ? [] : [`<${one.url}|${escaped(one.label)}>`]))
  return {
    // What the notification shows.
    text: escaped(title),
    unfurl_links: false,
    blocks: [
      section(`*${escaped(title)}*`),
      ...(list === '' ? [] : [section(list)]),
      section(links.join(' · ')),
    ],
  }
}

const longestBlock = ({ blocks }: ReturnType<typeof messageOf>) =>
  Math.max(...blocks.map(({ text }) => text.text.length))

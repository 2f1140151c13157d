import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenHere } from '../front/listen-here.ts'
import { isOfNoPage } from '../front/local-only.ts'
import { type ChatService, chatServices, type Inbox, type ShownMessage } from './inbox.ts'
import { linesAndLinks } from './lines-and-links.ts'

type Shown = Pick<ShownMessage, 'title' | 'lines' | 'buttons'>

/** How each service says that it took a message. */
const TAKEN: Readonly<Record<ChatService, object>> = {
  dingtalk: { errcode: 0, errmsg: 'ok' },
  feishu: { code: 0, msg: 'success', data: {} },
  line: { sentMessages: [{ id: '1', quoteToken: '1' }] },
  teams: {},
}
const LINE_PATH = '/line/v2/bot/message/push'

/** Groups of four services, on this machine alone: each takes what its robot is sent, and shows what it would show. */
export async function openChatGroups(inbox: Inbox): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((req, res) => {
    const path = req.url === LINE_PATH ? 'line' : (req.url ?? '').slice(1).split('?')[0]
    const service = chatServices.find((one) => one === path)
    const answer = async () => {
      // Messages come from the demo's workers: no page that a browser has open may write into a group.
      if (!isOfNoPage(req)) return [403, {}] as const
      if (service === undefined || req.method !== 'POST') return [404, {}] as const
      inbox.take({ way: service, to: '', ...readers[service](JSON.parse(await bodyOf(req))) })
      return [200, TAKEN[service]] as const
    }
    answer()
      .catch((error: Error) => [400, { message: error.message }] as const)
      .then(([status, body]) => {
        res.writeHead(status, { 'content-type': 'application/json' })
        res.end(JSON.stringify(body))
      })
  })
  await listenHere(server)
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

// biome-ignore lint/suspicious/noExplicitAny: each service's own form of a message, as it is sent to its robot
type Sent = any

const unmarked = (text: string) =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!>~|-])/g, '$1')
    .replace(/^(?:#+|-) |\*\*/g, '')
    .trim()
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(unmarked)
    .filter((line) => line !== '')
/** A link within a text is pressed as well. */
const linksOf = (text: string) =>
  [...text.matchAll(/\[([^\]]+)\]\((https?:[^)]+)\)/g)].map(([, label, url]) => ({
    label: label!,
    url: url!,
  }))

const readers: Readonly<Record<ChatService, (sent: Sent) => Shown>> = {
  dingtalk({ actionCard, markdown }) {
    const { title, text } = actionCard ?? markdown
    const buttons = (actionCard?.btns ?? []).map((button: Sent) => ({
      label: button.title,
      url: button.actionURL,
    }))
    const all = [...buttons, ...linksOf(text)]
    const isSaid = (line: string) => line === title || all.some(({ label }) => label === line)
    return { title, lines: linesOf(text).filter((line) => !isSaid(line)), buttons: all }
  },
  feishu({ card }) {
    const [texts, actions] = [
      card.elements.filter(({ tag }: Sent) => tag === 'div'),
      card.elements.flatMap((one: Sent) => one.actions ?? []),
    ]
    return {
      title: card.header.title.content,
      lines: texts.flatMap((one: Sent) => linesOf(one.text.content)),
      buttons: actions.map((one: Sent) => ({ label: one.text.content, url: one.url })),
    }
  },
  line({ messages: [message] }) {
    if (message.type === 'text') {
      const [title = ''] = linesOf(message.text)
      return { title, ...linesAndLinks(message.text, title) }
    }
    const { body, footer } = message.contents
    const [title, ...lines] = body.contents.map(({ text }: Sent) => text as string)
    const buttons = footer.contents.map(({ action }: Sent) => ({ label: action.label, url: action.uri }))
    return { title: title ?? '', lines, buttons }
  },
  teams({ attachments: [{ content }] }) {
    const [title, ...lines] = content.body.map(({ text }: Sent) => text as string)
    const buttons = content.actions.map((action: Sent) => ({ label: action.title, url: action.url }))
    return { title: title ?? '', lines, buttons }
  },
}

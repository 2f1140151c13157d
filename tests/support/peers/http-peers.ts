import { Webhook } from 'standardwebhooks'
import { makeCertificate } from './certificate.ts'
import type { ChannelPeer, PeerMode } from './channel-peer.ts'
import { type Behaviour, type HttpsSink, type SunkRequest, startHttpsSink } from './https-sink.ts'
import { createDevice, readVapid } from './push-service.ts'
import * as signatures from './robot-signatures.ts'

/** How one service answers and is read; all of them are asked by HTTPS. */
interface Service {
  readonly name: string
  readonly kind: ChannelPeer['kind']
  readonly target: (sink: HttpsSink) => Readonly<Record<string, unknown>>
  readonly address?: string
  readonly accepts: (request: SunkRequest) => Behaviour
  /** Its own way of refusing under 200; none: it has none. */
  readonly refusesInside?: string
  /** Reads a request as the service does; throws where it would not take it. */
  readonly read: (request: SunkRequest) => unknown
  /** Requests that carry no message. */
  readonly ignores?: (request: SunkRequest) => boolean
}

const SECRET = 'a-secret-of-the-robot'
const json = (body: unknown, status = 200): Behaviour => ({
  is: 'answer',
  status,
  body: JSON.stringify(body),
})
const body = ({ json: parsed }: SunkRequest) => parsed

const services: readonly Service[] = [
  {
    name: 'feishu robot',
    kind: 'feishu',
    target: ({ url }) => ({ kind: 'feishu', url: `${url}/hook/robot-key-1`, secret: SECRET }),
    accepts: () => json({ code: 0, msg: 'success' }),
    refusesInside: '{"code":19021,"msg":"sign match fail"}',
    read: (request) => signatures.readFeishu(request, SECRET),
  },
  {
    name: 'feishu app',
    kind: 'feishu',
    target: ({ url }) => ({ kind: 'feishu', api: url, appId: 'cli_1', appSecret: SECRET }),
    address: 'ou_lea',
    accepts: ({ path }) =>
      path.includes('tenant_access_token')
        ? json({ code: 0, tenant_access_token: 't-1', expire: 7_200 })
        : json({ code: 0, data: { message_id: 'om_1' } }),
    refusesInside: '{"code":230002,"msg":"the bot is not in the chat"}',
    read: ({ json: sent }) => JSON.parse((sent as { content: string }).content),
    ignores: ({ path }) => path.includes('tenant_access_token'),
  },
  {
    name: 'dingtalk',
    kind: 'dingtalk',
    target: ({ url }) => ({
      kind: 'dingtalk',
      url: `${url}/robot/send?access_token=robot-key-2`,
      secret: SECRET,
    }),
    accepts: () => json({ errcode: 0, errmsg: 'ok' }),
    refusesInside: '{"errcode":310000,"errmsg":"sign not match"}',
    read: (request) => signatures.readDingtalk(request, SECRET),
  },
  {
    name: 'wecom',
    kind: 'wecom',
    target: ({ url }) => ({ kind: 'wecom', url: `${url}/cgi-bin/webhook/send?key=robot-key-3` }),
    accepts: () => json({ errcode: 0, errmsg: 'ok' }),
    refusesInside: '{"errcode":93000,"errmsg":"invalid webhook url"}',
    read: body,
  },
  {
    name: 'line',
    kind: 'line',
    target: ({ url }) => ({ kind: 'line', api: url, token: 'line-token-1' }),
    address: 'U-lea',
    accepts: () => json({ sentMessages: [{ id: '1' }] }),
    read: body,
  },
  {
    name: 'slack webhook',
    kind: 'slack',
    target: ({ url }) => ({ kind: 'slack', url: `${url}/services/robot-key-4` }),
    accepts: () => ({ is: 'answer', status: 200, body: 'ok' }),
    read: body,
  },
  {
    name: 'slack bot',
    kind: 'slack',
    target: ({ url }) => ({ kind: 'slack', api: url, token: 'xoxb-token-1' }),
    address: 'C-leads',
    accepts: () => json({ ok: true, channel: 'C1', ts: '1.2' }),
    refusesInside: '{"ok":false,"error":"channel_not_found"}',
    read: body,
  },
  {
    name: 'teams',
    kind: 'teams',
    target: ({ url }) => ({ kind: 'teams', url: `${url}/workflows/robot-key-5` }),
    accepts: () => ({ is: 'answer', status: 202 }),
    read: body,
  },
  {
    name: 'webhook',
    kind: 'webhook',
    target: ({ url }) => ({ kind: 'webhook', url: `${url}/in`, secret: SECRET }),
    address: '+8613800138000',
    accepts: () => ({ is: 'answer', status: 204 }),
    read: ({ text, headers }) => new Webhook(SECRET, { format: 'raw' }).verify(text, headers),
  },
]

/** All services that are asked by HTTPS, each on a socket of its own. */
export function startHttpPeers(): Promise<ChannelPeer[]> {
  return Promise.all(services.map(startPeer))
}

async function startPeer(service: Service): Promise<ChannelPeer> {
  const sink = await startHttpsSink()
  const target = { id: 'target', ca: sink.cert, ...service.target(sink) }
  return peerOf(service, sink, target, service.address ?? null)
}

function peerOf(
  service: Pick<Service, 'name' | 'kind' | 'accepts' | 'refusesInside' | 'read' | 'ignores'>,
  sink: HttpsSink,
  target: ChannelPeer['target'],
  address: string | null,
): ChannelPeer {
  const { refusesInside: inside, ignores = () => false } = service
  const modes: PeerMode[] = ['fault', 'limited', 'refuse', 'reset', 'hang', 'drip', 'flood', 'redirect']
  const how = (mode: PeerMode) => (request: SunkRequest) => {
    // An app must sign in before it can be refused a message.
    if (mode === 'accept' || ignores(request)) return service.accepts(request)
    return behaviourOf(mode, inside ?? '', `${sink.url}/elsewhere`)
  }
  sink.behave(how('accept'))
  return {
    ...{ name: service.name, kind: service.kind, target, address },
    modes: inside === undefined ? modes : [...modes, 'refuse inside'],
    behave: (mode) => sink.behave(how(mode)),
    read: () =>
      sink.requests.filter((request) => !ignores(request)).map((one) => texts(service.read(one)).join('\n')),
    bodies: () => sink.requests.filter((request) => !ignores(request)).map(({ text }) => text),
    asked: () => sink.requests.length,
    stop: () => sink.stop(),
  }
}

function behaviourOf(mode: Exclude<PeerMode, 'accept'>, inside: string, elsewhere: string): Behaviour {
  switch (mode) {
    case 'fault':
      return { is: 'answer', status: 500, body: 'internal error' }
    case 'limited':
      return { is: 'answer', status: 429, headers: { 'retry-after': '7' } }
    case 'refuse':
      return { is: 'answer', status: 403, body: `no entry with ${SECRET}` }
    case 'refuse inside':
      return { is: 'answer', status: 200, body: inside }
    case 'redirect':
      return { is: 'answer', status: 302, headers: { location: elsewhere } }
    default:
      return { is: mode }
  }
}

/** All texts in a message, wherever they stand. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

/** A push service, and one device that reads what it hands on. */
export async function startPushPeer(): Promise<
  ChannelPeer & { readonly device: ReturnType<typeof createDevice> }
> {
  const sink = await startHttpsSink({ certificate: makeCertificate() })
  const device = createDevice(`${sink.url}/push/device-1`)
  const read = ({ body: encrypted, headers }: SunkRequest) => {
    const { aud } = readVapid(headers.authorization ?? '')
    if (aud !== sink.url) throw new Error(`a token for ${aud}`)
    return device.read(encrypted)
  }
  const accepts = () => ({ is: 'answer', status: 201 }) as const
  const target = { id: 'target', kind: 'push', ca: sink.cert, contact: 'mailto:it@example.com' }
  const peer = peerOf({ name: 'push', kind: 'push', accepts, read }, sink, target, 'device-1')
  // A push service that asks to be left alone is left alone, whatever else a test would ask.
  return { ...peer, modes: peer.modes.filter((mode) => mode !== 'limited'), device }
}

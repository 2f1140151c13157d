import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from 'redis'
import { Server } from 'socket.io'

/**
 * What carrying an event to every screen costs at the least: one XADD an event before 202, a blocking read, and one
 * emit to all for what gathered meanwhile, with the same gap between emits. Nothing is checked, folded, ordered, scoped
 * or compared; the rows that it sends are as long as ours.
 */
interface Sent {
  type: string
  subject: string
  time: string
  data: { queue?: string; agent?: string }
}
type Fields = Record<string, unknown>

const redis = await createClient({ url: process.env.REDIS_URL!, RESP: 2 }).connect()
const reading = await redis.duplicate().connect()
const contacts = new Map<string, { queue: string; agent: string | null }>()
const queue = {
  offered: 0,
  waiting: 0,
  answered: 0,
  agents: { available: 0, ringing: 0, busyHere: 0, wrapUp: 0 },
}
let put: { contact: Record<string, Fields>; queue: Record<string, Fields>; agent: Record<string, Fields> }
let del: { contact: string[] }
let gathered = false
let seq = 0
let freeAt = 0
let timer: NodeJS.Timeout | null = null
const begin = () => {
  put = { contact: {}, queue: {}, agent: {} }
  del = { contact: [] }
  gathered = false
}
begin()

async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString().split('\n')
  await Promise.all(lines.map((line) => redis.sendCommand(['XADD', 'bare-rows', '*', 'e', line])))
  res.writeHead(202, { 'Content-Type': 'application/json' }).end('{"accepted":1}')
}

function change({ type, subject, time, data }: Sent): void {
  gathered = true
  const agent = data.agent ?? contacts.get(subject)?.agent ?? null
  if (type === 'contact.queued') {
    contacts.set(subject, { queue: data.queue!, agent: null })
    queue.offered++
    queue.waiting++
    const id = { id: subject, direction: 'inbound', queue: data.queue, channel: 'voice', state: 'waiting' }
    const rest = {
      customer: null,
      phone: null,
      name: null,
      transfers: 0,
      case: null,
      suspect: false,
      clocks: [],
    }
    put.contact[subject] = { ...id, queuedAt: time, answeredAt: null, agent: null, ...rest }
  } else if (type === 'contact.wrapped') {
    contacts.delete(subject)
    del.contact.push(subject)
    delete put.contact[subject]
  } else {
    if (type === 'contact.answered') queue.answered++
    contacts.get(subject)!.agent = agent
    put.contact[subject] = { ...put.contact[subject], state: type, answeredAt: time, agent }
  }
  if (agent !== null)
    put.agent[agent] = { state: type, since: time, contacts: [subject], handled: queue.answered }
  put.queue.support = { ...queue }
}

function emit(): void {
  timer = null
  if (!gathered) return
  const began = performance.now()
  const from = seq++
  io.emit('patch', { epoch: 'bare', from, to: seq, pos: '0-0', at: new Date().toISOString(), put, del })
  begin()
  const ended = performance.now()
  freeAt = ended + Math.min(100, Math.max(10, 4 * (ended - began)))
}

async function follow(): Promise<void> {
  let last = '$'
  for (;;) {
    const streams = (await reading.sendCommand([
      'XREAD',
      'COUNT',
      '1000',
      'BLOCK',
      '2000',
      'STREAMS',
      'bare-rows',
      last,
    ])) as [string, [string, [string, string]][]][] | null
    for (const [pos, [, line]] of streams?.[0]?.[1] ?? []) {
      last = pos
      change(JSON.parse(line) as Sent)
    }
    const left = freeAt - performance.now()
    if (left <= 0 && timer === null) emit()
    else timer ??= setTimeout(emit, Math.ceil(left))
  }
}

const server = createServer((req, res) => void take(req, res))
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
io.on('connection', (socket) => {
  socket.on('watch', (_request, answer: (state: object) => void) => answer({ ok: true }))
})
void follow()
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

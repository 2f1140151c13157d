import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'

/**
 * 200 screens and one feed in a process of its own: posts events at a rate, and prints how long each probe took from
 * its POST to each screen. The screens only look for probes, so that not they are what is measured.
 */
const [port, screens, rate, sec] = process.argv.slice(2).map(Number) as [number, number, number, number]
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
const sentAt = new Map<string, number>()
const latencies: number[] = []
const PROBE = 'probe-'
let counting = true

function open(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  })
  const seen = new Set<string>()
  return new Promise((done, fail) => {
    socket.on('error', fail)
    socket.on('message', (data: Buffer) => {
      const now = performance.now()
      const text = data.toString('latin1')
      if (text[0] === '0') socket.send('40{"token":"bench"}')
      else if (text === '2') socket.send('3')
      else if (text.startsWith('40')) socket.send('420["watch",{"view":"supervisor"}]')
      else if (text.startsWith('430')) done(socket)
      else if (text.startsWith('42["patch"')) look(text, seen, now)
    })
  })
}

function look(text: string, seen: Set<string>, now: number): void {
  for (let at = text.indexOf(PROBE); at !== -1; at = text.indexOf(PROBE, at + PROBE.length)) {
    const id = text.slice(at, text.indexOf('"', at))
    if (seen.has(id)) continue
    seen.add(id)
    const sent = sentAt.get(id)
    if (sent !== undefined && counting) latencies.push(now - sent)
  }
}

function post(events: object[]): Promise<void> {
  const body = events.map((event) => JSON.stringify(event)).join('\n')
  const headers = { authorization: 'Bearer bench', 'content-type': 'application/x-ndjson' }
  return new Promise((done, fail) => {
    const req = request(
      { port, host: '127.0.0.1', path: '/api/v1/events', method: 'POST', agent, headers },
      (res) => {
        res.resume()
        res.on('end', done)
      },
    )
    req.on('error', fail)
    req.end(body)
  })
}

const run = `${process.pid}-${Date.now()}`
let serial = 0
const steps = [
  'contact.offered',
  'contact.answered',
  'contact.held',
  'contact.ended',
  'contact.wrapped',
] as const
const going: { id: string; agent: string; step: number }[] = []

/** The next event: a new call, or the next step of one that goes on; every call whose number divides is a probe. */
function next(probeEvery: number): { event: object; probe: string | null } {
  const time = new Date().toISOString()
  const base = { specversion: '1.0', id: `${run}-${++serial}`, source: 'bench', time }
  const oldest = going.length >= 200 ? going.shift() : undefined
  if (oldest !== undefined) {
    const { id, agent, step } = oldest
    if (step + 1 < steps.length) going.push({ id, agent, step: step + 1 })
    const data = step < 2 || step === 4 ? { agent } : {}
    return { event: { ...base, type: steps[step], subject: id, data }, probe: null }
  }
  const probe = serial % probeEvery === 0
  const id = `${probe ? PROBE : 'call-'}${run}-${serial}`
  going.push({ id, agent: `agent-${serial % 100}`, step: 0 })
  return {
    event: { ...base, type: 'contact.queued', subject: id, data: { queue: 'support' } },
    probe: probe ? id : null,
  }
}

async function drive(forSec: number): Promise<void> {
  const everyMs = rate > 100 ? 10 : 1_000 / rate
  const each = Math.max(1, Math.round((rate * everyMs) / 1_000))
  const began = performance.now()
  const posts: Promise<void>[] = []
  for (let turn = 0; turn * everyMs < forSec * 1_000; turn++) {
    await wait(Math.max(0, began + turn * everyMs - performance.now()))
    const events: object[] = []
    for (let count = 0; count < each; count++) {
      const { event, probe } = next(rate > 100 ? 10 : 1)
      if (probe !== null) sentAt.set(probe, performance.now())
      events.push(event)
    }
    posts.push(post(events))
  }
  await Promise.all(posts)
}

const sockets = await Promise.all(Array.from({ length: screens }, open))
counting = false
await drive(2)
await wait(500)
sentAt.clear()
counting = true
await drive(sec)
await wait(1_000)
latencies.sort((a, b) => a - b)
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!
const due = sentAt.size * screens
console.log(
  JSON.stringify({ p50: at(0.5), p99: at(0.99), worst: latencies.at(-1), seen: latencies.length, due }),
)
for (const socket of sockets) socket.terminate()
process.exit(0)

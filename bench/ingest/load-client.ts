import { connect, type Socket } from 'node:net'

/**
 * Posts events over kept-alive connections, one request at a time on each, for a while; prints how many events were
 * answered 202. Written on bare sockets, so that it takes little of the processors that it shares with the servers.
 */
const [port, perRequest, seconds, connections, run] = process.argv.slice(2).map(Number) as [
  number,
  number,
  number,
  number,
  number,
]
const until = performance.now() + seconds * 1_000
let serial = 0
let accepted = 0

const KINDS = [
  ['contact.queued', '{"queue":"support","channel":"voice","phone":"+8613812345678","name":"王小明"}'],
  ['contact.offered', '{"agent":"agent-17"}'],
  ['contact.answered', '{"agent":"agent-17","waitSec":12.5}'],
  ['contact.ended', '{"by":"customer"}'],
] as const

function eventText(): string {
  const n = serial++
  const [type, data] = KINDS[n % KINDS.length]!
  const time = new Date().toISOString()
  return `{"specversion":"1.0","id":"${run}-${n}","source":"bench","type":"${type}","time":"${time}","subject":"C-${run}-${n >> 2}","data":${data}}`
}

function requestText(): string {
  const lines: string[] = []
  for (let n = 0; n < perRequest; n++) lines.push(eventText())
  const body = lines.join('\n')
  const type = perRequest === 1 ? 'application/json' : 'application/x-ndjson'
  return `POST /api/v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer bench\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Whether a whole answer has come; answers are short and carry their length or end with an empty chunk. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = /content-length: (\d+)/i.exec(answer)?.[1]
  if (length === undefined) return answer.endsWith('0\r\n\r\n')
  return answer.length >= head + 4 + Number(length)
}

function drive(socket: Socket): Promise<void> {
  return new Promise((done, fail) => {
    let answer = ''
    socket.on('error', fail)
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (!isWhole(answer)) return
      if (!answer.startsWith('HTTP/1.1 202')) fail(new Error(answer))
      answer = ''
      accepted += perRequest
      if (performance.now() < until) socket.write(requestText())
      else {
        socket.destroy()
        done()
      }
    })
    socket.write(requestText())
  })
}

const began = performance.now()
await Promise.all(
  Array.from({ length: connections }, () => drive(connect({ port, host: '127.0.0.1', noDelay: true }))),
)
console.log(JSON.stringify({ accepted, sec: (performance.now() - began) / 1_000 }))

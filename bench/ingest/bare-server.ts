import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from 'redis'

/** What taking events in costs at the least: bare node:http and one XADD an event before 202, nothing parsed or checked. */
const redis = await createClient({ url: process.env.REDIS_URL!, RESP: 2 }).connect()

async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString().split('\n')
  await Promise.all(lines.map((line) => redis.sendCommand(['XADD', 'bare', '*', 'e', line])))
  res.writeHead(202, { 'Content-Type': 'application/json' }).end('{"accepted":1}')
}

const server = createServer((req, res) => void take(req, res))
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

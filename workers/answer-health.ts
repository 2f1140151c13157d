import { createServer, type Server } from 'node:http'

/** Answers `/healthz` with 200 while this process lives and its loop turns, for whoever watches over a container. */
export async function answerHealth(port: number, host: string): Promise<Server> {
  const server = createServer((req, res) => {
    const isHealth = req.url === '/healthz'
    res.writeHead(isHealth ? 200 : 404, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    res.end(JSON.stringify(isHealth ? { ok: true } : { code: 'not_found' }))
  })
  // It keeps nothing alive: the workers themselves decide when the process ends.
  server.unref()
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, done)
  })
  return server
}

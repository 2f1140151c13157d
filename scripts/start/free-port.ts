import { createServer } from 'node:net'

/** Whether somebody may listen there; port 0 asks for any free one. Null: it is taken or not ours to listen on. */
export async function probePort(port: number, host: string): Promise<number | null> {
  const probe = createServer()
  const listening = await new Promise<boolean>((done) => {
    probe.once('error', () => done(false))
    probe.listen(port, host, () => done(true))
  })
  if (!listening) return null
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  return typeof address === 'object' && address !== null ? address.port : null
}

/** A TCP port on the loopback that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await probePort(0, '127.0.0.1')
  if (port === null) throw new Error('no free port on 127.0.0.1')
  return port
}

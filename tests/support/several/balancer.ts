import { connect, createServer, type Socket } from 'node:net'

/** What stands before several servers. */
export interface Balancer {
  readonly url: string
  /** Those that answer /healthz. */
  readonly well: readonly number[]
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 500
const ANSWER_MS = 1_000

/**
 * Passes each connection on to the next server that answers `/healthz`, and cuts those to one that no longer does, as
 * the usual load balancer is set to.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Map(ports.map((port) => [port, new Set<Socket>()]))
  let well: readonly number[] = ports
  let turn = 0
  const server = createServer((incoming) => {
    const port = well[turn++ % Math.max(1, well.length)]
    if (port === undefined) {
      incoming.destroy()
      return
    }
    const outgoing = connect(port, '127.0.0.1')
    const ours = open.get(port)!
    const pair: [Socket, Socket][] = [
      [incoming, outgoing],
      [outgoing, incoming],
    ]
    for (const [from, to] of pair) {
      ours.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        ours.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  async function look(): Promise<void> {
    const answers = await Promise.all(
      ports.map(async (port) => {
        const asked = fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) })
        return asked.then(
          ({ ok }) => ok,
          () => false,
        )
      }),
    )
    well = ports.filter((_, place) => answers[place])
    for (const [port, sockets] of open)
      if (!well.includes(port)) for (const socket of sockets) socket.destroy()
  }
  await look()
  const looks = setInterval(() => void look(), LOOK_EVERY_MS)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    get well() {
      return well
    },
    async stop() {
      clearInterval(looks)
      const closed = new Promise((done) => server.close(done))
      for (const sockets of open.values()) for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

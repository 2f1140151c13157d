import { Agent as PlainAgent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { trust } from '#platform/trust.ts'

/**
 * How long a connection waits for the next message: long enough for a storm, shorter than any service waits, so that
 * none is closed by the other side just when we write.
 */
const IDLE_MS = 2_000
const KEPT = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 48 }

/**
 * Connections that are kept for some seconds, by which authority they trust: one made in another's trust is never
 * taken. They are known by their address and name, so that a name which moves is a new connection.
 */
export function createConnectionPool() {
  const plain = new PlainAgent(KEPT)
  const tls = new Map<string | undefined, TlsAgent>()

  function tlsAgent(ca: string | undefined): TlsAgent {
    let agent = tls.get(ca)
    if (agent === undefined) {
      agent = new TlsAgent({ ...KEPT, ...trust(ca) })
      tls.set(ca, agent)
    }
    return agent
  }

  return { agentFor: (isTls: boolean, ca: string | undefined) => (isTls ? tlsAgent(ca) : plain) }
}

export type ConnectionPool = ReturnType<typeof createConnectionPool>

import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import type { TargetOf } from '#core/alerts/targets/target-schema.ts'
import type { TargetSecrets } from '#core/alerts/targets/target-secrets.ts'
import { trust } from '#platform/trust.ts'

export type MailServer = ReturnType<typeof openServer>

/** Open connections to mail servers, one pool for each set of settings and address. */
export interface MailServers {
  /** `address` is what the target's host was found to be: connections go there and nowhere else. */
  of(target: TargetOf<'mail'>, secrets: TargetSecrets, address: string): MailServer
  close(): void
}

const MOST_POOLS = 50

export function createMailServers(): MailServers {
  const pools = new Map<string, MailServer>()
  return {
    of(target, secrets, address) {
      const key = JSON.stringify([target, secrets, address])
      const known = pools.get(key)
      if (known !== undefined) return known
      // Settings that are no longer in force are rare: the oldest goes when there are many.
      const [oldest] = pools
      if (pools.size >= MOST_POOLS && oldest !== undefined) {
        oldest[1].close()
        pools.delete(oldest[0])
      }
      const server = openServer(target, secrets, address)
      pools.set(key, server)
      return server
    },
    close() {
      for (const server of pools.values()) server.close()
      pools.clear()
    },
  }
}

function openServer(target: TargetOf<'mail'>, { password, ca }: TargetSecrets, address: string) {
  const { host, port, security, username, connections } = target
  return createTransport({
    pool: true,
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: {
      ...(isIP(host) > 0 ? {} : { servername: host }),
      ...trust(ca),
    },
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
    maxConnections: connections,
    maxRequeues: 1,
    idleTimeout: 20_000,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    maxResponseSize: 65_536,
  })
}

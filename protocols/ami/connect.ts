import { isIP, connect as plainConnect, type Socket } from 'node:net'
import { type TLSSocket, connect as tlsConnect } from 'node:tls'
import type { FeedConfig } from '#core/site/site-schema.ts'
import { trust } from '#platform/trust.ts'

/** How a PBX proves who it is. */
export interface AmiTls {
  /** An authority (PEM) that is trusted besides the world's: the PBX's own certificate will do. */
  readonly ca?: string | undefined
  /** SHA-256 of the one certificate that is taken, whatever it says: 64 hexadecimal digits. */
  readonly fingerprint?: string | undefined
}

export interface AmiAddress {
  readonly host: string
  readonly port: number
  /** Null: without TLS. */
  readonly tls: AmiTls | null
}

const PORT = 5038
const TLS_PORT = 5039

/** Where the AMI of a feed is; null: the site file does not say. */
export function amiAddressOf(feed: FeedConfig): AmiAddress | null {
  const { host, port, tls, ca, fingerprint } = feed
  if (host === undefined) return null
  return {
    host,
    port: port ?? (tls === true ? TLS_PORT : PORT),
    tls: tls === true ? { ca, fingerprint } : null,
  }
}

/** The event by which one can write: with TLS only once it is known who listens there. */
export const connectedEvent = ({ tls }: AmiAddress) => (tls === null ? 'connect' : 'secureConnect')

/** Connects to an AMI. A certificate that is not to be trusted ends in an error; nothing was said until then. */
export function connectAmi({ host, port, tls }: AmiAddress): Socket {
  const to = { host, port, noDelay: true, keepAlive: true }
  if (tls === null) return plainConnect(to)
  const { ca, fingerprint } = tls
  const socket = tlsConnect({
    ...to,
    // An address is no name that may be asked for (RFC 6066).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...trust(ca),
    // Whose fingerprint is known is known; who vouches for it does not matter then.
    rejectUnauthorized: fingerprint === undefined,
  })
  if (fingerprint !== undefined) socket.once('secureConnect', () => compare(socket, fingerprint))
  return socket
}

const ANOTHER = 'CERT_FINGERPRINT'
const plain = (fingerprint: string) => fingerprint.replaceAll(':', '').toLowerCase()

function compare(socket: TLSSocket, wanted: string): void {
  const found = socket.getPeerCertificate().fingerprint256 ?? ''
  if (plain(found) === plain(wanted)) return
  const message = `the SHA-256 of its certificate is ${found}`
  socket.destroy(Object.assign(new Error(message), { code: ANOTHER }))
}

/** What keeps TLS from being spoken, for a person; `code` is told on the screens. */
export interface TlsFault {
  readonly code: 'certificate' | 'no_tls'
  readonly text: string
}

const CERTIFICATE = /CERT|SIGNED|UNABLE_TO|ALTNAME|HOSTNAME/

/** What an error of a connection by TLS means; null: it is about something else, such as that nobody listens. */
export function tlsFaultOf(error: NodeJS.ErrnoException): TlsFault | null {
  const { code = '', message } = error
  if (CERTIFICATE.test(code)) return { code: 'certificate', text: certificateText(code, message) }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return {
      code: 'no_tls',
      text: `what listens there speaks no TLS that is taken (${code}): name the port of tlsbindaddr in manager.conf (usually 5039), with tlsenable = yes and TLS 1.2 or newer; or take "tls" out`,
    }
  return null
}

function certificateText(code: string, message: string): string {
  if (code === ANOTHER) return `its certificate is another than that of "fingerprint": ${message}`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `its certificate is for another name (${message}): name the host as the certificate does, or give its "fingerprint"`
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `its certificate does not hold now (${code}): renew it, and see that both clocks are right`
  return `nobody that is trusted vouches for its certificate (${code}): give its authority, or the certificate itself, as "caFile", or its "fingerprint"`
}

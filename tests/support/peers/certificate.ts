import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'

/** A certificate that nobody but who is given it trusts, for `localhost` and 127.0.0.1 unless other names are given. */
export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

const DAY_MS = 86_400_000

/** One DER element: its tag, its length, what it holds. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts)
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const utcTime = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
const ECDSA_SHA256 = sequence(objectId('2a8648ce3d040302'))

const commonName = (name: string) =>
  sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(name)))))

/** An extension (RFC 5280 §4.2). */
const extension = (id: string, value: Buffer) => sequence(objectId(id), der(0x04, value))

function alternativeNames(names: readonly string[]): Buffer {
  const parts = names.map((name) =>
    /^[\d.]+$/.test(name)
      ? der(0x87, Buffer.from(name.split('.').map(Number)))
      : der(0x82, Buffer.from(name)),
  )
  return extension('551d11', sequence(...parts))
}

/** Makes a self-signed certificate that is also its own authority. */
export function makeCertificate(names: readonly string[] = ['localhost', '127.0.0.1']): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const authority = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    commonName(names[0]!),
    sequence(utcTime(Date.now() - DAY_MS), utcTime(Date.now() + DAY_MS)),
    commonName(names[0]!),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(authority, alternativeNames(names))),
  )
  const signature = sign('sha256', body, privateKey)
  const whole = sequence(body, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: new X509Certificate(whole).toString(),
  }
}

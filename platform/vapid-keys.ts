import { createECDH, hkdfSync } from 'node:crypto'

/** The keys by which push services know that a site's messages are its own (RFC 8292), as base64url. */
export interface VapidKeys {
  /** What a browser is given when it subscribes. */
  readonly publicKey: string
  readonly privateKey: string
}

/**
 * A site's keys, made of `sealKey` of the data folder's secrets, so that every process has the same ones and nothing
 * more is to be kept: subscriptions, which are bound to them, are sealed by that key as well.
 */
export function vapidKeys(sealKey: string, site: string): VapidKeys {
  const curve = createECDH('prime256v1')
  // Of 2³² keys one lies outside the curve's order; then the next is taken.
  for (let attempt = 0; ; attempt++) {
    const info = `huiyin web push of ${site}${attempt === 0 ? '' : ` ${attempt}`}`
    const candidate = Buffer.from(hkdfSync('sha256', sealKey, '', info, 32))
    try {
      curve.setPrivateKey(candidate)
    } catch {
      continue
    }
    return {
      publicKey: curve.getPublicKey('base64url'),
      privateKey: candidate.toString('base64url'),
    }
  }
}

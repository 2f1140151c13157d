import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

const contexts = new Map<string, SecureContext>()
const MOST_KEPT = 50

/**
 * Trusts an authority (PEM) besides the world's; with undefined the world's alone. Kept, because to read all the world's
 * authorities takes some 25 ms.
 */
export function trust(ca: string | undefined): { readonly secureContext?: SecureContext } {
  if (ca === undefined) return {}
  let secureContext = contexts.get(ca)
  if (secureContext === undefined) {
    if (contexts.size >= MOST_KEPT) contexts.clear()
    secureContext = createSecureContext({ ca: [...getCACertificates('default'), ca] })
    contexts.set(ca, secureContext)
  }
  return { secureContext }
}

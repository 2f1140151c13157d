import { Webhook } from 'standardwebhooks'

/**
 * The headers by which a receiver knows a body to be ours (Standard Webhooks). A secret of the standard's own form is
 * decoded; any other is taken as it is.
 */
export function signedWebhook(id: string, body: string, secret: string): Record<string, string> {
  const webhook = secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(secret, { format: 'raw' })
  const at = new Date()
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': webhook.sign(id, at, body),
  }
}

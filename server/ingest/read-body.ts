import type { IncomingMessage } from 'node:http'

export type BodyRead = { ok: true; body: Buffer } | { ok: false; reason: 'too_large' | 'aborted' }

/** How much of a body that is refused is still taken in, so that its sender comes to read the refusal. */
const DISCARD_BYTES = 8 * 1024 * 1024

/** Reads a request's body, giving up as soon as it is known to be longer than `limit` bytes. */
export function readBody(req: IncomingMessage, limit: number): Promise<BodyRead> {
  if (Number(req.headers['content-length'] ?? 0) > limit)
    return Promise.resolve({ ok: false, reason: 'too_large' })
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const end = (result: BodyRead) => {
      req.off('data', take).off('end', whole).off('close', aborted).off('error', aborted)
      resolve(result)
    }
    const take = (chunk: Buffer) => {
      length += chunk.length
      chunks.push(chunk)
      if (length > limit) end({ ok: false, reason: 'too_large' })
    }
    const whole = () => end({ ok: true, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) })
    const aborted = () => end({ ok: false, reason: 'aborted' })
    req.on('data', take).on('end', whole).on('close', aborted).on('error', aborted)
  })
}

/** Takes in what is left of a body, up to 8 MiB, and throws it away. */
export function discardBody(req: IncomingMessage): Promise<void> {
  if (req.complete || req.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let left = DISCARD_BYTES
    const end = () => {
      req.off('data', take).off('end', end).off('close', end)
      resolve()
    }
    const take = (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) end()
    }
    // An error is followed by `close`; there is nobody left to tell.
    req
      .on('data', take)
      .on('end', end)
      .on('close', end)
      .on('error', () => {})
    req.resume()
  })
}

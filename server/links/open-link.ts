import type { Link, Links, ReadLink } from '#platform/links.ts'
import type { LinkUse, LinkUses } from '#store/link-uses.ts'
import { type ApiAnswer, refuse } from '../api/answer.ts'

/** What a signed link of one kind opens, or the answer that says why it opens nothing. */
export type Opened<K extends Link['is']> =
  | { ok: true; link: Extract<Link, { is: K }>; read: ReadLink; use: LinkUse }
  | { ok: false; answer: ApiAnswer }

const refusals = {
  expired: () => refuse(410, 'expired', 'this link has expired'),
  revoked: () => refuse(410, 'revoked', 'this link has been revoked'),
}

/**
 * Reads a link's token and asks whether it holds. One that was used is still opened, so that its page can say so; the
 * reader decides what it still shows.
 */
export async function openLink<K extends Link['is']>(
  kind: K,
  token: string,
  { links, uses }: { links: Links; uses: LinkUses },
): Promise<Opened<K>> {
  const read = links.read(token)
  if (read === null || read.link.is !== kind)
    return { ok: false, answer: refuse(404, 'not_found', 'no such link') }
  const status = await uses.status(read)
  if (status.is === 'expired' || status.is === 'revoked') return { ok: false, answer: refusals[status.is]() }
  return { ok: true, link: read.link as Extract<Link, { is: K }>, read, use: status }
}

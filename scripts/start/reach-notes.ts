import { isIP } from 'node:net'
import type { networkInterfaces } from 'node:os'
import type { Env } from '#platform/env.ts'
import { isLoopback, shownAddress } from './addresses.ts'

type Interfaces = ReturnType<typeof networkInterfaces>

/**
 * What others who reach this site by its address should have and do not, a sentence each with what to do; none where
 * only this machine reaches it. The start says it, and doctor.
 */
export function reachNotes(env: Env, interfaces?: Interfaces): string[] {
  const address = shownAddress(env, interfaces)
  const { protocol, hostname } = new URL(address)
  if (isLoopback(hostname)) return []
  const links =
    address === env.publicUrl
      ? []
      : [`links in messages lead to ${env.publicUrl}: set HUIYIN_PUBLIC_URL to ${address}, or to its name`]
  const names =
    isIP(hostname.replace(/^\[|\]$/g, '')) === 0 || env.hosts.length > 0 ? [] : [otherNames(env.port)]
  return [...links, ...names, ...(protocol === 'https:' ? [] : [plainHttp(env.port)])]
}

const otherNames = (port: number) =>
  `who opens it by a name, such as http://huiyin.lan:${port}, is refused until HUIYIN_HOSTS names it: HUIYIN_HOSTS=huiyin.lan`

const plainHttp = (port: number) =>
  'plain http works in full, but for push to phones, and for keeping a television awake and its wall at hand while the ' +
  `server is away. https adds them, by a proxy of three lines before port ${port}: docs/operations.md, "https"`

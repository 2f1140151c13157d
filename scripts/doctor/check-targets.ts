import { type BlockList, isIP } from 'node:net'
import { connect } from 'node:tls'
import type { Target, TargetOf } from '#core/alerts/targets/target-schema.ts'
import type { TargetSecrets } from '#core/alerts/targets/target-secrets.ts'
import { findAddress } from '#platform/outgoing/find-address.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { trust } from '#platform/trust.ts'
import { type Finding, fault, good, warning } from '#server/operations/finding.ts'
import type { SiteFile } from '#store/site-file/read-site-file.ts'
import { createMailServers } from '#workers/channels/outgoing/mail-servers.ts'

const CONNECT_MS = 5_000
const SETUP = 'see docs/channels.md'

/** Targets of kind `phone` are tried together with the feed by whose PBX they ring. */
type SentTo = Exclude<Target, { kind: 'phone' }>

/** Whether each target of alerts could be sent to; no message is sent. */
export async function checkTargets({ site, split }: SiteFile): Promise<Finding[]> {
  const { targets, allow } = site.alerts
  if (targets.length === 0)
    return [
      warning('targets', `there is none, so alerts are on the screens alone: add one to "alerts", ${SETUP}`),
    ]
  const allowed = blockListOf(allow)
  const found = await Promise.all(
    targets.filter(isSentTo).map((target) => {
      const secrets = split.targetSecrets.find((one) => one.target === target.id)?.secrets ?? {}
      return checkTarget(target, secrets, allowed)
    }),
  )
  return [...found, ...openToAll(allow)]
}

const isSentTo = (target: Target): target is SentTo => target.kind !== 'phone'

async function checkTarget(target: SentTo, secrets: TargetSecrets, allowed: BlockList): Promise<Finding> {
  const about = `target ${target.id}`
  switch (target.kind) {
    case 'mail':
      return checkMail(target, secrets, allowed)
    case 'push':
      return good(about, 'goes to the push service of each device')
    default: {
      const url = secrets.url ?? ('api' in target ? target.api : undefined)
      if (url === undefined)
        return warning(about, `the file says no url; the one it had stays. If it had none, ${SETUP}`)
      return checkHttps(about, new URL(url), secrets, allowed)
    }
  }
}

async function checkHttps(
  about: string,
  url: URL,
  secrets: TargetSecrets,
  allowed: BlockList,
): Promise<Finding> {
  const found = await findAddress(url.hostname, allowed)
  if (!found.ok) return fault(about, unfound(found.reason, found.refused))
  if (url.protocol === 'http:')
    return warning(about, `${url.host} is asked without TLS, which only a range of alerts.allow may be`)
  const port = Number(url.port || 443)
  const reason = await greets(found.address, port, url.hostname, secrets)
  return reason === null
    ? good(about, `${url.host} answers, and its certificate holds`)
    : fault(
        about,
        `${url.host}: ${reason}. Check the address, the firewall, and "ca" where its authority is your own`,
      )
}

const unfound = (reason: string, refused: boolean) =>
  refused
    ? `${reason}: add its range to alerts.allow if messages are to go there`
    : `${reason}: correct it, or the name service of this machine`

/** Null: a TLS connection could be made, and its certificate is trusted. */
function greets(address: string, port: number, name: string, { ca }: TargetSecrets): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const named = isIP(name) > 0 ? {} : { servername: name }
  const socket = connect({ host: address, port, timeout: CONNECT_MS, ...named, ...trust(ca) })
  socket.once('secureConnect', () => resolve(null))
  socket.once('timeout', () => resolve('it does not answer'))
  socket.once('error', (error) => resolve(error.message))
  return promise.finally(() => socket.destroy())
}

/** Signs in as delivery does, and leaves. */
async function checkMail(
  target: TargetOf<'mail'>,
  secrets: TargetSecrets,
  allowed: BlockList,
): Promise<Finding> {
  const about = `target ${target.id}`
  const server = `${target.host}:${target.port}`
  const found = await findAddress(target.host, allowed)
  if (!found.ok) return fault(about, unfound(found.reason, found.refused))
  if (target.username !== undefined && secrets.password === undefined)
    return warning(about, `the file says no password for ${server}; the one it had stays`)
  const servers = createMailServers()
  try {
    await servers.of(target, secrets, found.address).verify()
    return good(about, `${server} answers${target.username === undefined ? '' : ' and takes the account'}`)
  } catch (error) {
    return fault(
      about,
      `${server}: ${(error as Error).message}. Check port, "security", username and password`,
    )
  } finally {
    servers.close()
  }
}

/** A range that opens everything is no protection. */
function openToAll(allow: readonly string[]): Finding[] {
  const wide = allow.filter((range) => Number(range.split('/')[1] ?? 32) < 8)
  return wide.length === 0
    ? []
    : [warning('targets', `alerts.allow opens ${wide.join(', ')}: name the ranges of your own servers only`)]
}

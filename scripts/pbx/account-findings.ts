import {
  actClasses,
  actRights,
  type ReadClass,
  readRights,
  withoutActs,
  withoutClass,
  withoutWrite,
  writeRights,
} from '#protocols/ami/account-rights.ts'
import type { AmiAddress } from '#protocols/ami/connect.ts'
import type { PbxFinding } from './pbx-finding.ts'
import { NO_ANSWER, type PbxSignedIn, type Trial } from './try-account.ts'

/** What is known of a feed of kind asterisk when its trial is put into words. */
export interface TriedFeed extends AmiAddress {
  readonly id: string
  readonly index: number
  readonly username: string
}

type Level = PbxFinding['level']
const SKEW_MS = 2_000

/** What a trial says of connection, sign-in and rights, each with what to do. */
export function accountFindings(feed: TriedFeed, trial: Trial): PbxFinding[] {
  const address = `${feed.host}:${feed.port}`
  const at = (level: Level, key: string, text: string): PbxFinding => ({
    level,
    about: `feed ${feed.id}`,
    path: ['feeds', feed.index, key],
    text,
  })
  switch (trial.is) {
    case 'unreachable':
      return [at('fault', 'host', `${address}: ${unreachableText(trial.code)}`)]
    case 'no_tls':
      return [at('fault', trial.fault.code === 'no_tls' ? 'port' : 'tls', `${address}: ${trial.fault.text}`)]
    case 'closed':
      return [
        at(
          'fault',
          'port',
          `${address} takes the connection and ends it at once: see whether a firewall or fail2ban of the PBX shuts this machine out, whether its authlimit is reached, or whether the port is another service's`,
        ),
      ]
    case 'mute':
      return [
        at(
          'fault',
          'port',
          `${address} takes the connection and says nothing, as no Asterisk does: correct the port (AMI has 5038, by TLS 5039, with tls: true), or restart a PBX that hangs`,
        ),
      ]
    case 'other':
      return [
        at(
          'fault',
          'port',
          `${address} is ${trial.service}, and no Asterisk: name the port of AMI, 5038 unless manager.conf says another (by TLS 5039, with tls: true)`,
        ),
      ]
    case 'refused':
      return [at(...refusal(feed, address, trial))]
    case 'signed_in':
      return [
        at('good', 'host', signedInText(address, feed.username, trial)),
        ...rights(trial, at),
        ...clock(trial, at),
      ]
    default:
      return trial satisfies never
  }
}

function unreachableText(code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name is not known: correct it, or the name service of this machine'
    case 'ECONNREFUSED':
      return 'the connection is refused: see that Asterisk runs, and that [general] of its manager.conf has enabled = yes, this port, and a bindaddr that this machine reaches'
    default:
      return `it does not answer (${code}): check the address, and the firewalls in between`
  }
}

function refusal(
  { username }: TriedFeed,
  address: string,
  { reason, localAddress }: Extract<Trial, { is: 'refused' }>,
): [Level, string, string] {
  if (/already in use/i.test(reason))
    return [
      'warning',
      'username',
      `${address} answers "${reason}": ${username} is signed in already, as a running Huiyin is. To try it besides, give it allowmultiplelogin = yes`,
    ]
  if (/authentication failed/i.test(reason))
    return [
      'fault',
      'secret',
      `${address} answers "${reason}", which AMI says of three things alike: no section [${username}] in manager.conf, another secret there, or a permit that does not name this machine (${localAddress}). The PBX's log says which: "nonexistent user", "failed to authenticate" or "failed to pass IP ACL". In FreePBX look at Settings, Asterisk Manager Users`,
    ]
  return ['fault', 'username', `${address} does not let ${username} sign in: ${reason}`]
}

function signedInText(address: string, username: string, { asterisk, amiVersion }: PbxSignedIn): string {
  const release = asterisk === null ? '' : ` ${asterisk}`
  return `${address} is Asterisk${release} (AMI ${amiVersion}), and takes ${username}`
}

type At = (level: Level, key: string, text: string) => PbxFinding

function rights(trial: PbxSignedIn, at: At): PbxFinding[] {
  const findings: PbxFinding[] = []
  if (!trial.queues.ok) {
    const cause =
      trial.queues.reason === NO_ANSWER ? 'it is late, or hangs' : 'see that the module app_queue is loaded'
    findings.push(at('fault', 'host', `QueueStatus: ${trial.queues.reason}, so no queue is known: ${cause}`))
  }
  if (!trial.channels.ok) {
    const { reason } = trial.channels
    const fix = reason === NO_ANSWER ? 'it is late, or hangs' : `manager.conf needs "${writeRights}"`
    findings.push(at('fault', 'username', `CoreShowChannels: ${reason}, so ${withoutWrite}: ${fix}`))
  }
  return [...findings, ...reading(trial, at), ...acting(trial, at)]
}

/** What the PBX could be asked to do from the screens; without a class its buttons are not offered. */
function acting({ actions }: PbxSignedIn, at: At): PbxFinding[] {
  if (actions === null) return []
  const lacking = (Object.keys(actClasses) as (keyof typeof actClasses)[]).filter(
    (name) => !actions.has(actClasses[name]),
  )
  if (lacking.length === 0) return []
  const costs = lacking.map((name) => `without ${name}: ${withoutActs[name]}`)
  return [at('warning', 'username', `${costs.join('; ')}. To have it, manager.conf needs "${actRights}"`)]
}

const NEEDED = ['agent', 'call', 'dialplan'] as const satisfies readonly ReadClass[]

/** AMI tells nobody what an account may read: an account with `command` can ask, of others only traffic shows it. */
function reading(trial: PbxSignedIn, at: At): PbxFinding[] {
  const { reads } = trial
  const lacking = missingReads(trial)
  if (lacking.length === 0) return [at('good', 'username', 'may read what is shown')]
  if (reads === null)
    return [
      at(
        'warning',
        'username',
        `AMI does not tell what an account may read, and no event of ${lacking.join(', ')} came meanwhile (as when nobody calls): see that manager.conf has "${readRights}"`,
      ),
    ]
  const costs = lacking.map((name) => `without ${name}: ${withoutClass[name]}`)
  return [at('fault', 'username', `${costs.join('; ')}. manager.conf needs "${readRights}"`)]
}

/** The classes of events that were not seen, or may not be read; refused callers are known by either of `user` and `dialplan`. */
export function missingReads({
  reads,
  seen,
}: Pick<PbxSignedIn, 'reads' | 'seen'>): (typeof NEEDED)[number][] {
  const has = reads ?? seen
  if (has.has('all')) return []
  return NEEDED.filter((name) => !has.has(name) && (name !== 'dialplan' || !has.has('user')))
}

/** Events that carry the PBX's time, and calls that were made before a start, are counted by its clock. */
function clock({ clock }: PbxSignedIn, at: At): PbxFinding[] {
  if (clock === null) return []
  const skewMs = Math.abs(clock.oursMs - clock.itsMs)
  if (skewMs <= SKEW_MS) return []
  return [
    at(
      'fault',
      'host',
      `its clock is ${Math.round(skewMs / 1_000)} s off ours: run NTP (chrony) on both machines`,
    ),
  ]
}

import { createHash } from 'node:crypto'
import { readableId } from '#core/event/readable-id.ts'

/** How the PBX's names become ours: ids of queues and agents, channels to devices, texts as people write them. */

const PRINTABLE = /^[\x20-\x7e]+$/

/**
 * A text as an id of at most `limit` printable ASCII characters: itself where it is one, else percent-encoded, else as
 * an encoded word (RFC 2047), else hashed.
 */
export function asciiId(text: string, limit = 128): string {
  const whole = text.toWellFormed()
  const forms = PRINTABLE.test(text)
    ? [text]
    : [encodeURIComponent(whole), `=?UTF-8?B?${Buffer.from(whole).toString('base64')}?=`]
  const fitting = forms.find((form) => form.length > 0 && form.length <= limit)
  if (text !== '' && fitting !== undefined) return fitting
  return createHash('sha256').update(text).digest('hex').slice(0, Math.min(40, limit))
}

/**
 * A name as its owner writes it: channel events escape quotes (`Pat O\'Neil`), lists do not; some consoles
 * percent-encode what is not ASCII; unset is `<unknown>` or `unknown`.
 */
export function plainName(raw: string): string | undefined {
  const text = readableId(raw.replace(/\\(['"\\])/g, '$1').trim())
  return text === '' || text === '<unknown>' || text === 'unknown' ? undefined : text
}

/** The device of a channel: `PJSIP/101-0000001a` → `PJSIP/101`, `Local/103@from-queue-00000001;1` → `Local/103@from-queue`. */
export function deviceOf(channel: string): string {
  return channel.replace(/;[12]$/, '').replace(/-[0-9a-fA-F]+$/, '')
}

/** A member's interface without dialling options: `Local/103@from-queue/n` → `Local/103@from-queue`. */
export function bareInterface(name: string): string {
  return name.startsWith('Local/') ? name.replace(/\/[a-z]+$/i, '') : name
}

/** The number that is dialled for an interface or hint: `IAX2/107`, `Local/107@from-queue/n`, `hint:107@ext-local` → `107`. */
export function extensionOf(name: string): string | undefined {
  return /^(?:hint:|[A-Za-z0-9]+\/)([^@/;-]+)/.exec(name)?.[1]
}

export interface PbxNames {
  queueId(pbxQueue: string): string
  agentId(memberInterface: string): string
  /** The PBX's queues that the site file names: they are there, whether a list has them or not. */
  readonly queues: readonly string[]
  contactId(uniqueid: string): string
  /** The Uniqueid in a contact id of this feed; undefined for a contact of another feed. */
  uniqueidOf(contactId: string): string | undefined
  /** Why a caller left who pressed these digits. */
  exitReason(digits: string): ExitReason
  /** The reason of a pause as it is called here. */
  reasonOf(pbxReason: string): string
  /** The reason as the PBX is to write it. */
  pbxReason(reason: string): string
  /** The PBX's name of a queue that the site file names; undefined for another. */
  pbxQueue(id: string): string | undefined
  /** The interface that the site file names for an agent; undefined: none. */
  interfaceOf(agent: string): string | undefined
}

/** What an exit by key may stand for in the site file. */
export type ExitReason = 'callback' | 'voicemail' | 'other'

/** What a table has for a name, as the PBX or as a person writes it. */
function named(table: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const written of [name, readableId(name)]) if (Object.hasOwn(table, written)) return table[written]
  return undefined
}

/** The first name that a table has an id for. */
const keyOf = (table: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.keys(table).find((name) => table[name] === id)

/** More of what the site file says of a PBX. */
export interface PbxTables {
  /** What the digits stand for by which callers leave a queue. */
  readonly exits?: Readonly<Record<string, ExitReason>> | undefined
  /** The PBX's reasons of a pause, and ours. */
  readonly reasons?: Readonly<Record<string, string>> | undefined
}

/** Ids by the site file's tables; by default the PBX's queue name and the member's interface (contract §6). */
export function createPbxNames(
  feed: string,
  queues: Readonly<Record<string, string>>,
  agents: Readonly<Record<string, string>>,
  { exits = {}, reasons = {} }: PbxTables = {},
): PbxNames {
  const prefix = `${feed}/`
  return {
    reasonOf: (reason) => named(reasons, reason) ?? reason,
    pbxReason: (reason) => keyOf(reasons, reason) ?? reason,
    pbxQueue: (id) => keyOf(queues, id),
    interfaceOf: (agent) => keyOf(agents, agent),
    queues: Object.keys(queues),
    queueId: (name) => named(queues, name) ?? asciiId(name),
    agentId: (name) => named(agents, name) ?? asciiId(name),
    contactId: (uniqueid) => asciiId(prefix + uniqueid),
    exitReason: (digits) => (Object.hasOwn(exits, digits) ? exits[digits]! : 'other'),
    uniqueidOf: (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : undefined),
  }
}

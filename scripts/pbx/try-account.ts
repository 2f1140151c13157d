import { setTimeout as wait } from 'node:timers/promises'
import { readClasses } from '#protocols/ami/account-rights.ts'
import type { AmiAddress } from '#protocols/ami/connect.ts'
import { header } from '#protocols/ami/message.ts'
import { ActionRefused } from '#protocols/ami/write.ts'
import { type AmiAnswer, type AmiOpening, type AmiSession, openAmi } from './ami-session.ts'
import { type PbxMember, type PbxQueue, readQueues } from './read-queues.ts'

export interface PbxAccount extends AmiAddress {
  readonly username: string
  readonly secret: string
}

/** An answer, or why there is none: the PBX's own words, or that it said nothing in time. */
export type AccountAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string }

/** What a PBX let us see once signed in. */
export interface PbxSignedIn {
  readonly is: 'signed_in'
  readonly amiVersion: string
  /** `22.10.1`; null where the account may not ask. */
  readonly asterisk: string | null
  /** The PBX's clock and ours when it answered, ms since 1970; null: it does not say. */
  readonly clock: { readonly itsMs: number; readonly oursMs: number } | null
  readonly queues: AccountAnswer<{
    readonly queues: readonly PbxQueue[]
    readonly members: readonly PbxMember[]
  }>
  /** Whether the calls going on can be asked for. */
  readonly channels: AccountAnswer<null>
  /** The actions that it may ask for; null: it does not say. */
  readonly actions: ReadonlySet<string> | null
  /** The classes that it may read, where it may ask; null: only traffic shows them. */
  readonly reads: ReadonlySet<string> | null
  /** The classes of the events that came meanwhile. */
  readonly seen: ReadonlySet<string>
  /** Whether each context of the dialplan is there. */
  readonly contexts: ReadonlyMap<string, AccountAnswer<boolean>>
}

export type Trial =
  | Exclude<AmiOpening, { is: 'open' }>
  /** The PBX did not take the account; `reason` are its words. */
  | { readonly is: 'refused'; readonly reason: string; readonly localAddress: string }
  | PbxSignedIn

export interface TrialOptions {
  /** All of it, from the connection on. */
  readonly withinMs: number
  /** How long events are listened for at least, ms. */
  readonly listenMs: number
  /** Names of queues that should be there: realtime ones are loaded when they are asked for by name. */
  readonly queues: readonly string[]
  readonly contexts: readonly string[]
}

/** The reason where the PBX said nothing. */
export const NO_ANSWER = 'no answer in time'
/** `reporting` has a report of every call's quality each few seconds, which nothing here reads. */
const EVENTS = readClasses.filter((name) => name !== 'reporting').join(',')

/** Signs in as a feed would, asks a question of each kind, changes nothing, and leaves. */
export async function tryAccount(account: PbxAccount, options: TrialOptions): Promise<Trial> {
  const opening = await openAmi(account, AbortSignal.timeout(options.withinMs))
  if (opening.is !== 'open') return opening
  const { session } = opening
  try {
    const { username, secret } = account
    const login = await session.request('Login', { Username: username, Secret: secret, Events: EVENTS })
    const { localAddress } = session
    if (login === null) return { is: 'refused', reason: NO_ANSWER, localAddress }
    if (login.response.name !== 'Success')
      return { is: 'refused', reason: header(login.response, 'Message'), localAddress }
    return await inspect(session, username, options)
  } catch (error) {
    // A name or a secret that would be an action of its own, such as one with a line break, is never sent.
    if (!(error instanceof ActionRefused)) throw error
    return { is: 'refused', reason: error.message, localAddress: session.localAddress }
  } finally {
    session.close()
  }
}

async function inspect(session: AmiSession, username: string, options: TrialOptions): Promise<PbxSignedIn> {
  const mayFail = Promise.all([
    session.request('ListCommands'),
    session.request('CoreSettings'),
    queryClock(session),
    Promise.all(options.contexts.map(async (name) => [name, await queryContext(session, name)] as const)),
  ])
  const [channels, queues] = await Promise.all([
    session.request('CoreShowChannels', {}, 'CoreShowChannelsComplete'),
    queryQueues(session, options.queues),
    wait(options.listenMs),
  ])
  // Answers come in the order of the questions: what was not answered before these never is.
  session.dropPending()
  const [actions, settings, clock, contexts] = await mayFail
  const may =
    actions?.response.name === 'Success' ? new Set(actions.response.headers.map(([name]) => name)) : null
  return {
    is: 'signed_in',
    amiVersion: session.version,
    asterisk: (settings && header(settings.response, 'AsteriskVersion')) || null,
    clock,
    queues,
    channels: answered(channels, () => null),
    actions: may,
    reads: may?.has('Command') ? await queryReads(session, username) : null,
    seen: session.classes,
    contexts: new Map(contexts),
  }
}

function answered<T>(answer: AmiAnswer | null, read: (answer: AmiAnswer) => T): AccountAnswer<T> {
  if (answer === null) return { ok: false, reason: NO_ANSWER }
  if (answer.response.name === 'Success') return { ok: true, value: read(answer) }
  return { ok: false, reason: header(answer.response, 'Message') }
}

async function queryQueues(session: AmiSession, named: readonly string[]): Promise<PbxSignedIn['queues']> {
  const status = (fields = {}) => session.request('QueueStatus', fields, 'QueueStatusComplete')
  const all = answered(await status(), ({ events }) => readQueues(events))
  if (!all.ok) return all
  const there = new Set(all.value.queues.map(({ name }) => name))
  const missing = named.filter((name) => !there.has(name))
  const found = await Promise.all(
    missing.map(async (name) => {
      const { queues, members } = readQueues((await status({ Queue: name }))?.events ?? [])
      return {
        queues: queues.filter((queue) => queue.name === name),
        members: members.filter(({ queue }) => queue === name),
      }
    }),
  )
  return {
    ok: true,
    value: {
      queues: [all.value, ...found].flatMap(({ queues }) => queues),
      members: [all.value, ...found].flatMap(({ members }) => members),
    },
  }
}

async function queryClock(session: AmiSession): Promise<PbxSignedIn['clock']> {
  const answer = await session.request('Ping')
  const seconds = answer === null ? Number.NaN : Number.parseFloat(header(answer.response, 'Timestamp'))
  return Number.isNaN(seconds) ? null : { itsMs: seconds * 1_000, oursMs: Date.now() }
}

async function queryContext(session: AmiSession, name: string): Promise<AccountAnswer<boolean>> {
  const answer = await session.request(
    'ShowDialPlan',
    { Context: name, Extension: 's' },
    'ShowDialPlanComplete',
  )
  const found = answered(answer, () => true)
  return !found.ok && /^Did not find/i.test(found.reason) ? { ok: true, value: false } : found
}

/** An account that may run commands may also ask what it is. */
async function queryReads(session: AmiSession, username: string): Promise<ReadonlySet<string> | null> {
  if (!/^[\w.-]+$/.test(username)) return null
  const answer = await session.request('Command', { Command: `manager show user ${username}` })
  const line = answer?.response.headers.map(([, value]) => /read perm: (.+)$/.exec(value)?.[1]).find(Boolean)
  return line ? new Set(line.split(',').map((name) => name.trim())) : null
}

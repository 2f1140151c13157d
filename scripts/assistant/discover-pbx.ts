import { readRights, type withoutClass, writeRights } from '#protocols/ami/account-rights.ts'
import { missingReads } from '../pbx/account-findings.ts'
import type { PbxMember, PbxQueue } from '../pbx/read-queues.ts'
import { NO_ANSWER, tryAccount } from '../pbx/try-account.ts'
import type { PbxAccountDraft } from './site-draft.ts'

/** Why a PBX cannot be connected, as the key of its sentence and what stands in it. */
export interface PbxRefusal {
  readonly ok: false
  readonly key:
    | ('unknownHost' | 'connectionRefused' | 'unreachable' | 'closed' | 'mute' | 'other' | 'noTls')
    | ('wrongSecret' | 'refused' | 'noLogin' | 'noQueues')
  readonly values: Readonly<Record<string, string>>
}

export interface PbxLack {
  readonly key: 'channels' | keyof typeof withoutClass
  /** The line of manager.conf that gives it. */
  readonly line: string
  /** It was not seen, and may only have been quiet. */
  readonly maybe: boolean
}

export interface PbxFound {
  readonly ok: true
  readonly asterisk: string
  readonly lacks: readonly PbxLack[]
  /** How far its clock is off ours, s; null: not worth a word, or not told. */
  readonly clockOffSec: number | null
  readonly queues: readonly (PbxQueue & { readonly members: readonly PbxMember[] })[]
}

/** How long each of its answers, and what it tells by itself, is waited for. */
const usualPatience = { withinMs: 6_000, listenMs: 1_200 }
const SKEW_MS = 2_000

/** Signs in at a PBX, changes nothing, and tells what it has and what the account may not. */
export async function discoverPbx(
  account: PbxAccountDraft,
  patience = usualPatience,
): Promise<PbxRefusal | PbxFound> {
  const { host, port, tls, username, secret } = account
  const address = `${host}:${port}`
  const refusal = (key: PbxRefusal['key'], values: PbxRefusal['values'] = {}): PbxRefusal => ({
    ...{ ok: false, key, values: { address, username, ...values } },
  })
  const trial = await tryAccount(
    { host, port, tls: tls ? {} : null, username, secret },
    { ...patience, queues: [], contexts: [] },
  )
  switch (trial.is) {
    case 'unreachable':
      if (trial.code === 'ENOTFOUND' || trial.code === 'EAI_AGAIN') return refusal('unknownHost')
      return trial.code === 'ECONNREFUSED'
        ? refusal('connectionRefused')
        : refusal('unreachable', { code: trial.code })
    case 'no_tls':
      return refusal('noTls', { text: trial.fault.text })
    case 'closed':
    case 'mute':
      return refusal(trial.is)
    case 'other':
      return refusal('other', { service: trial.service })
    case 'refused':
      if (trial.reason === NO_ANSWER) return refusal('noLogin')
      return /authentication failed/i.test(trial.reason)
        ? refusal('wrongSecret', { machine: trial.localAddress })
        : refusal('refused', { reason: trial.reason })
    case 'signed_in':
      break
    default:
      return trial satisfies never
  }
  if (!trial.queues.ok) return refusal('noQueues', { reason: trial.queues.reason })
  const { queues, members } = trial.queues.value
  const isKnown = trial.reads !== null
  const skewMs = trial.clock === null ? 0 : Math.abs(trial.clock.oursMs - trial.clock.itsMs)
  return {
    ok: true,
    asterisk: trial.asterisk ?? trial.amiVersion,
    lacks: [
      ...(trial.channels.ok ? [] : [{ key: 'channels', line: writeRights, maybe: false } as const]),
      ...missingReads(trial).map((key) => ({ key, line: readRights, maybe: !isKnown })),
    ],
    clockOffSec: skewMs > SKEW_MS ? Math.round(skewMs / 1_000) : null,
    queues: queues.map((queue) => ({
      ...queue,
      members: members.filter((member) => member.queue === queue.name),
    })),
  }
}

import type { ActReader } from './relation.ts'
import { type AccessVerdict, allowed, forbidden } from './verdict.ts'
import type { Staff } from './viewer.ts'

interface AgentCommand {
  /** The agent's id. */
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The state of an agent whom a PBX has is what the PBX says: said here, the next call would ring all the same. */
export function ofPbxVerdict(_: Staff, { subject, data }: AgentCommand, floor: ActReader): AccessVerdict {
  for (const field of ['penalties', 'pausedIn'])
    if (data[field] !== undefined) return forbidden(`data.${field}: are what a PBX says`)
  const acts = floor.row('agent', subject)?.acts ?? null
  return acts === null ? allowed : forbidden(`subject: the PBX has agent ${subject}: ask it (POST /actions)`)
}

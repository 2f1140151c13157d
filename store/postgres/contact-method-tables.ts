import type { Generated } from 'kysely'
import type { ChannelKind } from '#core/event/channel-kinds.ts'

/** One way on which a person can be told; a push subscription is one, sealed. */
export interface ContactMethodTable {
  site_id: string
  id: Generated<string>
  person: string
  channel: ChannelKind
  target: string | null
  address: string | null
  /** What the person calls it, such as the device. */
  name: string
  sealed: string | null
  enabled: boolean
  made_at: Date
  verified_at: Date | null
  dead_at: Date | null
  dead_reason: string | null
}

/** What a person has set for themself; times are HH:MM of the site's zone. */
export interface PersonSettingsTable {
  site_id: string
  person: string
  quiet_from: string | null
  quiet_to: string | null
}

export interface ContactMethodsVersionTable {
  site_id: string
  version: number
}

/** A signed link that somebody opened; of the link only its digest. */
export interface LinkUseTable {
  site_id: string
  digest: string
  kind: 'ack' | 'department'
  /** Whose link it is: a person, a department. */
  subject: string
  first_at: Date
  last_at: Date
  opened: number
  /** When what it offers was done, for links that serve once. */
  done_at: Date | null
  expires_at: Date
}

/** Links of a subject issued before this instant are revoked. */
export interface LinkCutoffTable {
  site_id: string
  kind: 'ack' | 'department'
  subject: string
  before: Date
}

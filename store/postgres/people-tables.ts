import type { Generated } from 'kysely'
import type { ScreenSettings } from '#core/site/screen-settings.ts'

/** Who may sign in. The first password of the site file is never kept, only a keyed mark of it. */
export interface AccountTable {
  site_id: string
  person: string
  /** Argon2id, or scrypt as releases before kept it, once the person has chosen a password. */
  password_hash: string | null
  /** Keyed digest of the first password; it holds until it is changed. */
  first_mark: string | null
  must_change: boolean
  disabled: boolean
}

export interface SessionTable {
  /** Digest of the token that the browser holds. */
  id: string
  site_id: string
  person: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  /** Under which its person ends it. */
  handle: Generated<string>
  /** Where it was begun; null: by a release that did not keep it. */
  address: string | null
  /** What the browser says that it is. */
  agent: string | null
}

/** The second factor of a person (TOTP). */
export interface SecondFactorTable {
  site_id: string
  person: string
  /** Its secret, sealed. */
  sealed: string
  made_at: Generated<Date>
  /** Since when it is in force; null: its person has not typed a code yet. */
  confirmed_at: Date | null
  /** The last step of time (30 s since 1970) whose code was taken. */
  last_step: Generated<number>
}

/** A recovery code that was not used yet, kept like a password (Argon2id). */
export interface RecoveryCodeTable {
  site_id: string
  person: string
  digest: string
}

/** Refused tries lately: by the digest of what they were for, when its bucket is full again (ms since 1970). */
export interface RefusedTryTable {
  key: string
  full_at: number
}

/** From where a person has signed in: `device/<digest of its cookie>`, `address/<address or /64>`. */
export interface SignedInBeforeTable {
  site_id: string
  person: string
  via: string
  seen_at: Generated<Date>
}

/** A paired wall: a read-only token for one board. */
export interface ScreenTable {
  id: string
  site_id: string
  board: string
  name: string
  token_digest: string
  paired_by: string
  paired_at: Date
  seen_at: Date | null
  revoked_at: Date | null
  build: string | null
  reload_at: Date | null
  identify_until: Date | null
  /** How it shows its board; null: as its address says. */
  settings: ScreenSettings | null
}

/** A screen that shows its code and waits to be claimed. */
export interface ScreenPairingTable {
  code_digest: string
  site_id: string
  claim_digest: string
  screen: string | null
  expires_at: Date
}

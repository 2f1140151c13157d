import type { Generated } from 'kysely'

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
}

/** A screen that shows its code and waits to be claimed. */
export interface ScreenPairingTable {
  code_digest: string
  site_id: string
  claim_digest: string
  screen: string | null
  expires_at: Date
}

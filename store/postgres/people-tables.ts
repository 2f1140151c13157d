/** Who may sign in. The first password of the site file is never kept, only a keyed mark of it. */
export interface AccountTable {
  site_id: string
  person: string
  /** scrypt, once the person has chosen a password. */
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

/** Wrong passwords lately, by account and by address. */
export interface WrongPasswordTable {
  key: string
  points: number
  expire: number | null
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

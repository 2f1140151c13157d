import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveFirstPasswords, giveFirstToken } from '#platform/first-secrets.ts'
import { ownSiteFile } from '#platform/own-site-file.ts'
import { faultText } from '#platform/site-fault.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import type { SiteDraft } from './site-draft.ts'
import { FLOOR_BOARD, PBX_SECRET_FILE, writeDraft } from './write-draft.ts'

export type DraftSaved =
  | {
      ok: true
      board: string
      /** The administrator's first password, to be changed at once. */
      password: string
      /** The token of the HTTP feed; null: a PBX, which we sign in at. */
      token: string | null
    }
  | { ok: false; faults: string[] }

/** Writes a first site file into a data folder with the secrets that belong to it, whole or not at all. */
export function saveDraft(draft: SiteDraft, dataDir: string): DraftSaved {
  const { connect, admin } = draft
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const secretFile = join(dataDir, PBX_SECRET_FILE)
  if (connect.kind === 'asterisk') writeFileSync(secretFile, `${connect.account.secret}\n`, { mode: 0o600 })
  const path = ownSiteFile(dataDir)
  const attempt = `${path}.new`
  writeFileSync(attempt, writeDraft(draft), { mode: 0o600 })
  const read = readSiteFile(attempt, dataDir)
  if (!read.ok) {
    rmSync(attempt)
    return { ok: false, faults: read.faults.map((fault) => faultText('site.yaml', fault)) }
  }
  const password = giveFirstPasswords(dataDir, [admin.login]).get(admin.login)!
  const token = connect.kind === 'http' ? giveFirstToken(dataDir, connect.feed) : null
  renameSync(attempt, path)
  return { ok: true, board: FLOOR_BOARD, password, token }
}

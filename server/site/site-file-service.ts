import { isDeepStrictEqual } from 'node:util'
import { forbiddenChange, forbiddenSecret } from '#core/access/may-change-site.ts'
import type { Staff } from '#core/access/viewer.ts'
import { type SiteChange, siteChanges } from '#core/site/site-changes.ts'
import type { Site } from '#core/site/site-schema.ts'
import { keepFirstPasswords, randomPassword, readFirstPasswords } from '#platform/first-secrets.ts'
import type { Secrets } from '#platform/secrets.ts'
import type { EventLog } from '#store/log.ts'
import type { Database } from '#store/postgres/database.ts'
import { type ChangeFault, ownSet, textOf, type WantedSite } from '#store/site-file/change-site.ts'
import type { JudgedChange } from '#store/site-file/judge-thread.ts'
import { publishSite } from '#store/site-file/publish-site.ts'
import { createSiteJudge, type SiteJudge } from '#store/site-file/site-judge.ts'
import {
  listVersions,
  readVersion,
  type SiteVersion,
  StaleVersion,
  saveVersion,
  versionInForce,
} from '#store/site-file/site-versions.ts'
import { auditName, createAudit } from '../audit.ts'
import { createAccounts, loginOf } from '../auth/accounts.ts'
import { syncPeople } from '../auth/sync-people.ts'
import { type Deadline, uncounted } from '../http/answer-within.ts'

export interface SiteFileOptions {
  readonly database: Database
  readonly site: string
  readonly log: Pick<EventLog, 'appendSystem' | 'last'>
  readonly secrets: Pick<Secrets, 'sealKey' | 'sessionKey'>
  readonly dataDir: string
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly onFault: (error: Error) => void
}

export type ChangeAnswer =
  | {
      ok: true
      version: number
      warnings: ChangeFault[]
      /** First passwords of those who came, by staff number: told once. */
      passwords: Record<string, string>
    }
  | { ok: false; code: 'stale'; version: number }
  | { ok: false; code: 'faulty'; faults: ChangeFault[] }
  | { ok: false; code: 'forbidden'; part: string }

export interface ChangeRequest {
  readonly viewer: Staff
  readonly why: string | null
  /** The version that was changed. */
  readonly expected: number
  /** Of the request: what reading the change takes is not counted, for it hangs on no store. */
  readonly deadline?: Deadline
}

export type VersionFacts = Pick<SiteVersion, 'version' | 'at' | 'by' | 'why'>

/** The site file in force, as the screens read and change it: each change is a version of it. */
export interface SiteFileService {
  inForce(): Promise<SiteVersion>
  /** The same for somebody who may change it: the next change is judged sooner. */
  opened(): Promise<SiteVersion>
  /** What the file itself says of a version. */
  ownSet(version: SiteVersion): Site
  check(wanted: WantedSite, deadline?: Deadline): Promise<ChangeFault[]>
  readonly askRoute: SiteJudge['askRoute']
  change(wanted: WantedSite, change: ChangeRequest): Promise<ChangeAnswer>
  versions(before: number | null): Promise<VersionFacts[]>
  /** What a version changed of the one before it; null: there is no such version. */
  changesOf(version: number): Promise<SiteChange[] | null>
  /** Puts an earlier version into force again, as a new one; null: there is no such version. */
  restore(version: number, change: ChangeRequest): Promise<ChangeAnswer | null>
  /** A new first password in place of a person's own, told once; null: there is nobody of that id. */
  giveAnew(person: string, viewer: Staff): Promise<string | null>
  close(): void
}

const SHOWN = 50

/** Whether a change changes nothing: the very set and text that every process has, and no secret that is given anew. */
function isInForce(judged: Extract<JudgedChange, { ok: true }>, current: SiteVersion): boolean {
  const plain = (site: Site): unknown => JSON.parse(JSON.stringify(site))
  return (
    current.published &&
    judged.text === textOf(current) &&
    isDeepStrictEqual(plain(judged.split.published), plain(current.content)) &&
    isDeepStrictEqual(plain(judged.site), plain(judged.split.published))
  )
}

export function createSiteFileService(options: SiteFileOptions): SiteFileService {
  const { database, site, log, secrets, dataDir, now, onFault } = options
  const audit = createAudit(database, site, now)
  const judge = createSiteJudge({ dataDir, onFault })

  async function inForce(): Promise<SiteVersion> {
    const version = await versionInForce(database, site)
    if (version === null) throw new Error(`no set of the site ${site} was ever in force`)
    return version
  }

  async function change(
    wanted: WantedSite,
    { viewer, why, expected, deadline }: ChangeRequest,
  ): Promise<ChangeAnswer> {
    const current = await inForce()
    if (current.version !== expected) return { ok: false, code: 'stale', version: current.version }
    const judged = await uncounted(deadline, () => judge.judge(wanted, current, true))
    if (!judged.ok) return { ok: false, code: 'faulty', faults: judged.faults }
    const part =
      forbiddenSecret(viewer, judged.site) ?? forbiddenChange(viewer, ownSet(current, dataDir), judged.own)
    if (part !== null) return { ok: false, code: 'forbidden', part }
    if (isInForce(judged, current))
      return { ok: true, version: current.version, warnings: judged.warnings, passwords: {} }
    const { people } = judged.site
    const before = readFirstPasswords(dataDir)
    const by = auditName(viewer)
    try {
      const stored = await saveVersion(
        database,
        {
          ...{ split: judged.split, text: () => judged.text, at: now(), by, why, expected, fileHash: null },
          ...{ keepsSecrets: true, sealKey: secrets.sealKey, dataDir },
        },
        (transaction) => syncPeople(transaction, { site, people, key: secrets.sessionKey, dataDir }),
      )
      // Only a set that was read from its file can be one that was read already.
      if (stored === null) throw new Error('a change of the site file was not kept')
      await publishSite(database, log, stored, now())
      await audit(by, 'site.changed', null, { version: stored.version })
      const fresh = [...readFirstPasswords(dataDir)].filter(([login]) => !before.has(login))
      return {
        ok: true,
        version: stored.version,
        warnings: judged.warnings,
        passwords: Object.fromEntries(fresh),
      }
    } catch (error) {
      if (error instanceof StaleVersion) return { ok: false, code: 'stale', version: error.version }
      throw error
    }
  }

  return {
    inForce,
    async opened() {
      const version = await inForce()
      judge.ahead(version)
      return version
    },
    ownSet: (version) => ownSet(version, dataDir),
    askRoute: judge.askRoute,
    change,
    async check(wanted, deadline) {
      const current = await inForce()
      const judged = await uncounted(deadline, () => judge.judge(wanted, current, false))
      return judged.ok ? judged.warnings : judged.faults
    },
    versions: (before) => listVersions(database, site, { before, limit: SHOWN }),
    async changesOf(number) {
      const [after, before] = await Promise.all([
        readVersion(database, site, number),
        readVersion(database, site, number - 1),
      ])
      if (after === null) return null
      return before === null ? [] : siteChanges(ownSet(before, dataDir), ownSet(after, dataDir))
    },
    async restore(number, by) {
      const earlier = await readVersion(database, site, number)
      return earlier === null ? null : change({ text: textOf(earlier) }, by)
    },
    async giveAnew(id, viewer) {
      const { content } = await inForce()
      const person = content.people.find((one) => one.id === id)
      if (person === undefined) return null
      const password = randomPassword()
      await createAccounts(database, site, secrets.sessionKey).giveAnew(id, password)
      const login = loginOf(person)
      if (readFirstPasswords(dataDir).has(login)) keepFirstPasswords(dataDir, new Map([[login, password]]))
      await audit(auditName(viewer), 'password.given', `person/${id}`)
      return password
    },
    close: () => judge.close(),
  }
}

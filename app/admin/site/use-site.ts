'use client'
import { useCallback, useEffect, useState } from 'react'
import type { SiteChange } from '#core/site/site-changes.ts'
import type { Site } from '#core/site/site-schema.ts'
import { loadSite, readChanges, type SaveAnswer, type SiteInForce, sendChange } from './site-file.ts'

/** What somebody else did while one was editing. */
export interface Meanwhile {
  readonly version: number
  readonly changes: readonly SiteChange[]
}

export interface SiteEditing {
  /** Null: not read yet. */
  readonly inForce: SiteInForce | null
  readonly fault: 'forbidden' | 'no_answer' | null
  /** Somebody else's changes of which this page just learnt; what was typed is still there. */
  readonly meanwhile: readonly Meanwhile[]
  /** Makes a change of the set in force. Where another came first, that is read and shown, and nothing is written. */
  save(edit: (site: Site) => Site, why: string): Promise<SaveAnswer>
  /** Sends something else than an edited set, such as a text or a version to go back to. */
  send(
    path: string,
    method: 'PUT' | 'POST',
    why: string,
    /** `version`: the one that the text was made of. */
    body?: { type: string; text: string; version: number },
  ): Promise<SaveAnswer>
  read(): Promise<void>
}

/** The site file as one edits it: what is typed is an edit, made upon whatever is in force when it is saved. */
export function useSite(): SiteEditing {
  const [inForce, setInForce] = useState<SiteInForce | null>(null)
  const [fault, setFault] = useState<SiteEditing['fault']>(null)
  const [meanwhile, setMeanwhile] = useState<readonly Meanwhile[]>([])

  const read = useCallback(async () => {
    const found = await loadSite()
    if (found.ok) setInForce(found.value)
    setFault(found.ok ? null : found.status === 403 ? 'forbidden' : 'no_answer')
  }, [])
  useEffect(() => void read(), [read])

  async function learn(): Promise<void> {
    const found = await loadSite()
    if (!found.ok || inForce === null) return
    const versions = Array.from(
      { length: Math.min(20, found.value.version - inForce.version) },
      (_, index) => found.value.version - index,
    )
    const newer = await Promise.all(
      versions.map(async (version) => ({ version, changes: (await readChanges(version)) ?? [] })),
    )
    setInForce(found.value)
    if (newer.length > 0) setMeanwhile(newer)
  }

  async function after(answer: SaveAnswer): Promise<SaveAnswer> {
    if (answer.ok) {
      setMeanwhile([])
      await read()
    } else if (answer.code === 'stale') await learn()
    return answer
  }

  return {
    ...{ inForce, fault, meanwhile, read },
    async save(edit, why) {
      if (inForce === null) return { ok: false, code: 'no_answer', message: '', faults: [] }
      const body = JSON.stringify(edit(inForce.site))
      return after(await sendChange('/site-file', { method: 'PUT', version: inForce.version, why, body }))
    },
    async send(path, method, why, body) {
      const version = body?.version ?? inForce?.version ?? 0
      const given = body === undefined ? {} : { type: body.type, body: body.text }
      return after(await sendChange(path, { method, version, why, ...given }))
    },
  }
}

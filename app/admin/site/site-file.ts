import type { SiteChange } from '#core/site/site-changes.ts'
import type { Site } from '#core/site/site-schema.ts'
import { fetchWithin } from '../../_shell/fetch-within.ts'
import type { LoadFault } from '../../_shell/use-loaded.ts'

/** The set in force as this page read it. */
export interface SiteInForce {
  readonly site: Site
  readonly version: number
}

/** What is wrong in the file, and on which line of its text. */
export interface EditFault extends LoadFault {
  readonly line: number | null
}

export interface VersionEntry {
  readonly version: number
  readonly at: string
  readonly by: string
  readonly why: string | null
}

export type SaveAnswer =
  | { ok: true; version: number; passwords: Record<string, string> }
  | { ok: false; code: 'stale' | 'faulty' | 'forbidden' | 'no_answer'; message: string; faults: EditFault[] }

const WITHIN_MS = 20_000
const versionOf = (answer: Response) => Number(/"(\d+)"/.exec(answer.headers.get('etag') ?? '')?.[1] ?? 0)

export type SiteRead<T> = { ok: true; value: T } | { ok: false; status: number }

async function read<T>(
  path: string,
  headers: Record<string, string> = {},
): Promise<SiteRead<{ body: T; version: number }>> {
  try {
    const answer = await fetchWithin(`/api/v1${path}`, { cache: 'no-store', headers }, WITHIN_MS)
    if (!answer.ok) return { ok: false, status: answer.status }
    return { ok: true, value: { body: (await answer.json()) as T, version: versionOf(answer) } }
  } catch {
    return { ok: false, status: 0 }
  }
}

/** The set in force, and its version. */
export async function loadSite(): Promise<SiteRead<SiteInForce>> {
  const found = await read<Site>('/site-file')
  return found.ok ? { ok: true, value: { site: found.value.body, version: found.value.version } } : found
}

/** The text of the set in force, with its comments. */
export async function readText(): Promise<SiteRead<{ text: string; version: number }>> {
  const found = await read<{ text: string }>('/site-file', { accept: 'application/yaml' })
  return found.ok ? { ok: true, value: { text: found.value.body.text, version: found.value.version } } : found
}

/** What a version changed; null: it cannot be read now. */
export async function readChanges(version: number): Promise<SiteChange[] | null> {
  const found = await read<{ changes: SiteChange[] }>(`/site-file/versions/${version}`)
  return found.ok ? found.value.body.changes : null
}

interface Sending {
  readonly method: 'PUT' | 'POST'
  readonly version: number
  readonly why: string
  readonly type?: string
  readonly body?: string
}

/** Sends a change of the version that it was made on. */
export async function sendChange(path: string, sending: Sending): Promise<SaveAnswer> {
  const { method, version, why, type = 'application/json', body } = sending
  const query = why.trim() === '' ? '' : `?${new URLSearchParams({ why: why.trim() })}`
  try {
    const answer = await fetchWithin(
      `/api/v1${path}${query}`,
      {
        method,
        headers: { 'if-match': `"${version}"`, ...(body !== undefined && { 'content-type': type }) },
        ...(body !== undefined && { body }),
      },
      WITHIN_MS,
    )
    const said = (await answer.json()) as {
      message?: string
      passwords?: Record<string, string>
      faults?: EditFault[]
    }
    if (answer.ok) return { ok: true, version: versionOf(answer), passwords: said.passwords ?? {} }
    const codes = { 412: 'stale', 422: 'faulty', 403: 'forbidden' } as const
    const code = answer.status in codes ? codes[answer.status as keyof typeof codes] : 'no_answer'
    return { ok: false, code, message: said.message ?? '', faults: said.faults ?? [] }
  } catch {
    return { ok: false, code: 'no_answer', message: '', faults: [] }
  }
}

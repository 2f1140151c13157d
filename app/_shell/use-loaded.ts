'use client'
import { useCallback, useState } from 'react'
import type { FaultWords } from '#core/config/fault-words.ts'
import { fetchWithin } from './fetch-within.ts'
import { load } from './load-facts.ts'
import { useRefresh } from './use-refresh.ts'

/** Something that a page reads from the interface, and how far what it shows may be believed. */
export interface LoadedData<T> {
  /** Null: not read yet, or not to be read. */
  readonly value: T | null
  /** Why it was not read the last time. What was read before stays. */
  readonly fault: 'forbidden' | 'not_found' | 'no_answer' | null
  read(): Promise<void>
}

const faultOf = (status: number) =>
  status === 403 ? 'forbidden' : status === 404 ? 'not_found' : 'no_answer'

/** Reads a path now, when the page is looked at again, and every `everyMs` if that is given; null: there is nothing to read yet. */
export function useLoaded<T>(path: string | null, everyMs: number | null = null): LoadedData<T> {
  const [value, setValue] = useState<T | null>(null)
  const [fault, setFault] = useState<LoadedData<T>['fault']>(null)
  const read = useCallback(async () => {
    if (path === null) return
    const found = await load<T>(path, null)
    if (found.ok) setValue(found.value)
    setFault(found.ok ? null : faultOf(found.status))
  }, [path])
  useRefresh(read, everyMs)
  return { value, fault, read }
}

/** What is wrong with what was sent, where, and in words of the catalogue where a form can cause it. */
export interface LoadFault {
  readonly path: string
  readonly at: readonly (string | number)[]
  readonly message: string
  readonly words?: FaultWords
}

export type SentJson<T> =
  | { ok: true; value: T }
  | { ok: false; status: number; code: string; message: string; faults: readonly LoadFault[] }

/** One change through the interface; status 0 stands for a server that does not answer. */
export async function sendJson<T>(
  path: string,
  body: object = {},
  method: 'POST' | 'PUT' | 'DELETE' = 'POST',
  withinMs?: number,
): Promise<SentJson<T>> {
  try {
    const init: RequestInit = {
      method,
      ...((method !== 'DELETE' || Object.keys(body).length > 0) && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }
    const answer = await fetchWithin(`/api/v1${path}`, init, withinMs)
    const value = (await answer.json()) as T & { code?: string; message?: string; faults?: LoadFault[] }
    if (answer.ok) return { ok: true, value }
    const { code = '', message = '', faults = [] } = value
    return { ok: false, status: answer.status, code, message, faults }
  } catch {
    return { ok: false, status: 0, code: 'no_answer', message: '', faults: [] }
  }
}

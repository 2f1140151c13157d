'use client'
import { useMemo } from 'react'
import { rulesById, useFacts } from '../_frame/facts.ts'
import { useAllRows } from '../_live/use-live.ts'
import { createEntryBook } from './entries.ts'
import type { Entry, Rules } from './entry.ts'
import { useCalm } from './use-calm.ts'

/** Lists are ordered anew at most so often; a first change after a rest is shown at once. */
const CALM_MS = 120
/** Beyond so many rows, less often. */
const MANY = 4_000
const CALM_MANY_MS = 500

export function useRules(): Rules {
  const facts = useFacts()
  return useMemo(() => rulesById(facts), [facts])
}

/** Everything that is owed or waits in this view, in the one order. */
export function useEntries(): readonly Entry[] {
  const rules = useRules()
  const cases = useAllRows('case')
  const promises = useAllRows('promise')
  const callbacks = useAllRows('callback')
  const recoveries = useAllRows('recovery')
  const handoffs = useAllRows('handoff')
  const approvals = useAllRows('approval')
  const contacts = useAllRows('contact')
  const rows = useMemo(
    () => ({ cases, promises, callbacks, recoveries, handoffs, approvals, contacts }),
    [cases, promises, callbacks, recoveries, handoffs, approvals, contacts],
  )
  const calm = useCalm(
    rows,
    cases.length + contacts.length + callbacks.length > MANY ? CALM_MANY_MS : CALM_MS,
  )
  const book = useMemo(() => createEntryBook(rules), [rules])
  return useMemo(() => book.of(calm), [book, calm])
}

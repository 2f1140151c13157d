'use client'
import { useMemo } from 'react'
import { rulesById, useFacts } from '../_frame/facts.ts'
import { useAllRows, useRefills } from '../_live/use-live.ts'
import { createEntryBook, type OwedRows } from './entries.ts'
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

interface Gathered extends OwedRows {
  refills: number
}

const isEmpty = ({ refills, ...rows }: Gathered) => Object.values(rows).every((list) => list.length === 0)

/** "Nothing" is never shown a moment longer than it is true, and rows of before a reconnect or of another board never. */
const mayNotWait = (shown: Gathered, next: Gathered) => shown.refills !== next.refills || isEmpty(shown)

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
  const refills = useRefills()
  const rows = useMemo(
    () => ({ cases, promises, callbacks, recoveries, handoffs, approvals, contacts, refills }),
    [cases, promises, callbacks, recoveries, handoffs, approvals, contacts, refills],
  )
  const calm = useCalm(
    rows,
    cases.length + contacts.length + callbacks.length > MANY ? CALM_MANY_MS : CALM_MS,
    mayNotWait,
  )
  const book = useMemo(() => createEntryBook(rules), [rules])
  return useMemo(() => book.of(calm), [book, calm])
}

'use client'
import { useMemo } from 'react'
import { rulesById, useFacts } from '../_frame/facts.ts'
import { useAllRows } from '../_live/use-live.ts'
import { entriesOf } from './entries.ts'
import type { Entry, Rules } from './entry.ts'

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
  const handoffs = useAllRows('handoff')
  const approvals = useAllRows('approval')
  const contacts = useAllRows('contact')
  return useMemo(
    () => entriesOf({ cases, promises, callbacks, handoffs, approvals, contacts }, rules),
    [cases, promises, callbacks, handoffs, approvals, contacts, rules],
  )
}

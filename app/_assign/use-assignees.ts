'use client'
import { useCallback, useState } from 'react'
import type { Assignee } from '#core/access/assignees.ts'
import { load } from '../_shell/load-facts.ts'

export interface LoadedAssignees {
  /** Null: not read yet. */
  readonly all: readonly Assignee[] | null
  /** They could not be read the last time. */
  readonly isFaulty: boolean
  read(): void
}

/** Whom one may put in charge, read whenever a list of them is opened: states of a minute ago are none. */
export function useAssignees(): LoadedAssignees {
  const [all, setAll] = useState<LoadedAssignees['all']>(null)
  const [isFaulty, setFaulty] = useState(false)
  const read = useCallback(() => {
    void load<{ assignees: Assignee[] }>('/api/v1/assignees', null).then((found) => {
      if (found.ok) setAll(found.value.assignees)
      setFaulty(!found.ok)
    })
  }, [])
  return { all, isFaulty, read }
}

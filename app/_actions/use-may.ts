'use client'
import { handingOver, mayDo } from '#core/access/command-table.ts'
import type { Relation } from '#core/access/relation.ts'
import type { EventType } from '#core/event/event-data.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { Role } from '#core/site/roles.ts'
import { useAllRows } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'

/** How I stand to a case that I see. */
function useRelation(row: CaseRow): Relation {
  const me = useMe()
  const isAtMe = useAllRows('contact').some(({ agent, case: of }) => of === row.id && agent === me?.agent)
  if (me === null) return 'none'
  if (me.agent !== null && row.owner === me.agent) return 'own'
  if (me.role === 'supervisor' || me.role === 'admin') return 'scope'
  // Of an incident's many customers one is on the line: that gives nobody work on it.
  if (isAtMe && row.kind === 'incident') return me.role === 'agent' ? 'none' : 'team'
  if (isAtMe) return row.owner === null ? 'own' : 'ringing'
  return 'team'
}

const isGivenBy = (role: Role, relation: Relation) => handingOver[role].includes(relation)

/** For which acts about a case a button is of use: by the table that the server goes by. */
export function useMay(row: CaseRow): (type: EventType) => boolean {
  const me = useMe()
  const relation = useRelation(row)
  return (type) => {
    if (me === null) return false
    // Who only has its customer on the line takes a case over, and gives it to nobody.
    return type === 'case.assigned' ? isGivenBy(me.role, relation) : mayDo(type, me.role, relation)
  }
}

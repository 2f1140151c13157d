'use client'
import { useMemo } from 'react'
import { CallLead } from '../_assists/call-lead.tsx'
import { OwnAssists } from '../_assists/own-assists.tsx'
import { useAllRows } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { Fault } from '../_ui/fault.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'

/** Calling a lead whatever the desk shows: about the contact that is at me, if there is one; and what becomes of it. */
export function DeskAssist() {
  const me = useMe()
  const contacts = useAllRows('contact')
  const acting = useAct()
  const now = useMemo(() => contacts.find(({ agent }) => agent === me?.agent) ?? null, [contacts, me])
  const isCalled = useAllRows('assist').some(({ agent, state }) => agent === me?.agent && state !== 'ended')
  const focus = useKeepFocus('[data-step="assist-end"], [data-step="call-lead"]')
  if (me === null || me.agent === null) return null
  return (
    <div className="mt-3 grid gap-2" {...focus}>
      <OwnAssists />
      {!isCalled && <CallLead caseId={now?.case ?? null} contact={now?.id ?? null} acting={acting} />}
      <Fault text={acting.fault} />
    </div>
  )
}

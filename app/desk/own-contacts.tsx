'use client'
import { useMemo } from 'react'
import type { ContactRow } from '#core/rows/row.ts'
import { useAllRows, useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { ContactNow } from './contact-now.tsx'

const order: readonly ContactRow['state'][] = ['ringing', 'talking', 'held']
const placeOf = ({ state }: ContactRow) => order.indexOf(state)

/** Who rings at me or is on the line; where it rings at several, each of us has it. */
export function useContactsAtMe(): readonly ContactRow[] {
  const me = useMe()
  const all = useAllRows('contact')
  const own = useRow('agent', me?.agent ?? '')
  return useMemo(() => {
    const ringsToo = ({ id, state }: ContactRow) => state === 'ringing' && own?.contacts.includes(id) === true
    return all
      .filter((row) => placeOf(row) >= 0 && (row.agent === me?.agent || ringsToo(row)))
      .sort((a, b) => placeOf(a) - placeOf(b))
  }, [all, own, me])
}

export function OwnContacts({ contacts }: { contacts: readonly ContactRow[] }) {
  if (contacts.length === 0) return null
  return (
    <div className="grid gap-3">
      {contacts.map((contact) => (
        <ContactNow key={contact.id} contact={contact} />
      ))}
    </div>
  )
}

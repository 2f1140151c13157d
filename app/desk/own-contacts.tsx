'use client'
import { useAllRows } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { AfterContact } from './after-contact.tsx'
import { ContactNow } from './contact-now.tsx'

const order = ['ringing', 'talking', 'held', 'wrap_up', 'waiting'] as const

/** My contacts: who rings, who is on the line, and what has just ended and wants one tap. */
export function OwnContacts() {
  const me = useMe()
  const contacts = useAllRows('contact')
    .filter((row) => row.agent === me?.agent)
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  if (contacts.length === 0) return null
  return (
    <div className="grid gap-3">
      {contacts.map((contact) =>
        contact.state === 'wrap_up' ? (
          <AfterContact key={contact.id} contact={contact} />
        ) : (
          <ContactNow key={contact.id} contact={contact} />
        ),
      )}
    </div>
  )
}

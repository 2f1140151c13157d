'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ContactRow } from '#core/rows/row.ts'
import { CaseSteps } from '../_actions/case-steps.tsx'
import { isCallable, RequestCallback } from '../_actions/request-callback.tsx'
import { caseIds } from '../_actions/use-case-id.ts'
import { useRow } from '../_live/use-live.ts'
import { useRowComes } from '../_live/use-row-comes.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { opening } from './outcome-events.ts'

/** Who is on the line has no case yet: one press opens it, of the kind that their queue is for. */
function OpenCase({ contact }: { contact: ContactRow }) {
  const t = useTranslations('newCase')
  const me = useMe()
  const { queues = [] } = useFacts()
  const acting = useAct()
  const comes = useRowComes()
  const [isOpening, setOpening] = useState(false)
  const agent = me?.agent ?? null
  if (agent === null) return null
  async function open(by: string): Promise<void> {
    setOpening(true)
    const kind = queues.find(({ id }) => id === contact.queue)?.opens ?? 'request'
    const newCase = await caseIds.of(contact.id)
    const { type, subject, data } = opening({ asked: contact, agent: by, newCase }, kind)
    // Until it stands here, whatever opens one for this contact opens this one; taken back, it is another one.
    const isTaken = await acting.event(type, subject, data)
    if (isTaken && (await comes('case', subject, true))) caseIds.stands(contact.id)
    setOpening(false)
  }
  return (
    <>
      <Button tone="strong" disabled={isOpening} onClick={() => void open(agent)} data-act="open-case">
        <Icon name="case" /> {t('save')}
      </Button>
      <Fault text={acting.fault} />
    </>
  )
}

/** What can be done for who is on the line: with a case all that is done for cases, without one it is opened first. */
export function ContactSteps({ contact }: { contact: ContactRow }) {
  const row = useRow('case', contact.case ?? '')
  const focus = useKeepFocus('[data-step], [data-act="open-case"]')
  // An incident is of many customers: what one of them is owed is not said of it.
  const isOfCustomer = row !== null && row.kind !== 'incident'
  return (
    <div className="grid gap-3 border-t border-line pt-3" {...focus}>
      {row !== null && <CaseSteps key={row.id} row={row} contact={contact} />}
      {!isOfCustomer && (
        <div className="flex flex-wrap items-start gap-1.5">
          {contact.case === null && <OpenCase contact={contact} />}
          <RequestCallback contact={contact} hasNumber={isCallable(contact)} />
        </div>
      )}
    </div>
  )
}

'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { isDialable } from '#core/event/dialable.ts'
import type { ContactRow } from '#core/rows/row.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { CheckField } from '../_ui/check-box.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { type Acting, useAct } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { TimeChips } from './time-chips.tsx'
import type { WorkItemAction } from './work-item-action.ts'

interface AskFormProps {
  /** In which queue it is owed; null: the first of the site. */
  queue: string | null
  contact?: string
  caseId: string | null
  /** Whether a number is known that can be called. */
  hasNumber: boolean
  acting: Acting
  done: (taken: boolean) => void
}

/** The customer is to be called back: one press for the time, and who does it. */
function AskForm({ queue, contact, caseId, hasNumber, acting, done }: AskFormProps) {
  const t = useTranslations('callback')
  const me = useMe()
  const { queues = [] } = useFacts()
  const { id, renew } = useNewId()
  const [byMe, setByMe] = useState(me?.agent != null)
  const [phone, setPhone] = useState('')
  const isMissing = !hasNumber && !isDialable(phone)
  const owedIn = queue ?? queues[0]?.id ?? null
  if (owedIn === null) return null
  async function ask(due: string): Promise<void> {
    const data = {
      ...{ queue: owedIn, due },
      ...(contact === undefined ? {} : { contact }),
      ...(caseId === null ? {} : { case: caseId }),
      ...(hasNumber ? {} : { phone: phone.trim() }),
      ...(byMe && me?.agent != null ? { agent: me.agent } : {}),
    }
    const taken = await acting.event('callback.requested', id, data)
    if (taken) renew()
    done(taken)
  }
  return (
    <div className="grid gap-2">
      {!hasNumber && (
        <TextField
          label={t('number')}
          type="tel"
          name="phone"
          value={phone}
          maxLength={64}
          onChange={setPhone}
          fault={phone.trim() !== '' && isMissing ? t('noNumber') : null}
          className="w-56"
        />
      )}
      <TimeChips
        busy={acting.busy || isMissing}
        label={t('askFor')}
        queue={owedIn}
        of="callback"
        onPick={ask}
      />
      {me?.agent != null && <CheckField label={t('byMe')} checked={byMe} onChange={setByMe} />}
    </div>
  )
}

/** Whether the number of a row, masked or not, can be called. */
export const isCallable = (row: { phone: string | null } | null | undefined) =>
  row?.phone != null && isDialable(row.phone)

/** A callback about a case; while its customer is on the line it is asked for from that contact. */
export function CallbackStep({ subject, contact, acting, done }: WorkItemAction) {
  const row = useRow('case', subject)
  return (
    <AskForm
      queue={contact?.queue ?? row?.queue ?? null}
      {...(contact === undefined ? {} : { contact: contact.id })}
      caseId={subject}
      hasNumber={isCallable(contact) || isCallable(row)}
      acting={acting}
      done={done}
    />
  )
}

interface ContactCallbackProps {
  /** `case`: the one that it is about. */
  contact: Pick<ContactRow, 'id' | 'queue' | 'case'>
  /** Whether a number is known that can be called. */
  hasNumber: boolean
  /** Called with whether the server took it. */
  done: (taken: boolean) => void
}

/** For whom a contact is of: when they are called back, by one press. */
export function ContactCallback({ contact, hasNumber, done }: ContactCallbackProps) {
  const acting = useAct()
  return (
    <>
      <AskForm
        queue={contact.queue}
        contact={contact.id}
        caseId={contact.case}
        {...{ hasNumber, acting, done }}
      />
      <Fault text={acting.fault} />
    </>
  )
}

type RequestCallbackProps = Omit<ContactCallbackProps, 'done'> & Partial<Pick<ContactCallbackProps, 'done'>>

/** A callback for who is on the line, or was. */
export function RequestCallback({ contact, hasNumber, done }: RequestCallbackProps) {
  const t = useTranslations('callback')
  const [open, setOpen] = useState(false)
  const focus = useKeepFocus('[data-act="request-callback"]', open ? () => setOpen(false) : null)
  return (
    <div className="grid gap-2" {...focus}>
      <Button
        className="w-fit"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-act="request-callback"
      >
        <Icon name="callback" /> {t('ask')}
      </Button>
      {open && (
        <div className="border-s-2 border-accent ps-3">
          <ContactCallback
            {...{ contact, hasNumber }}
            done={(taken) => {
              if (taken) setOpen(false)
              done?.(taken)
            }}
          />
        </div>
      )}
    </div>
  )
}

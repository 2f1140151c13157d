'use client'
import { type FormEvent, type ReactNode, useId, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { isNumberQuery } from '#core/search/search-number.ts'
import { useFind } from '../_find/use-find.ts'
import { useAllRows } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { DateTimeField } from '../_ui/date-time-field.tsx'
import { Fault } from '../_ui/fault.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { type KnownCustomer, knownCustomers, matching, withFound } from './known-customers.ts'
import { useCaseId } from './use-case-id.ts'
import { useCaseOptions } from './use-case-options.ts'

const SHOWN = 5

/** Three digits, or a letter: one Chinese letter is a surname. */
const isLongEnough = (typed: string) => isNumberQuery(typed) || /\p{L}/u.test(typed)

function useKnown(): KnownCustomer[] {
  const cases = useAllRows('case')
  const contacts = useAllRows('contact')
  const callbacks = useAllRows('callback')
  const missed = useAllRows('recovery')
  return useMemo(
    () => knownCustomers(cases, [...contacts, ...callbacks, ...missed]),
    [cases, contacts, callbacks, missed],
  )
}

export interface WhoProps {
  chosen: KnownCustomer | null
  onChoose: (customer: KnownCustomer | null) => void
  phone: string
  onPhone: (phone: string) => void
  name: string
  onName: (name: string) => void
  /** It was opened by a press: whoever pressed types on. */
  focused?: boolean
}

/** For whom: somebody known, found by number or name, or somebody new. */
export function NewCaseCustomer({
  chosen,
  onChoose,
  phone,
  onPhone,
  name,
  onName,
  focused = false,
}: WhoProps) {
  const t = useTranslations('newCase')
  const me = useMe()
  const known = useKnown()
  const typed = phone.trim() === '' ? name : phone
  const { found: answer } = useFind(chosen === null && isLongEnough(typed) ? typed : '', SHOWN)
  const offered = { page: known, isAgent: me?.role === 'agent', most: SHOWN }
  const found =
    chosen === null ? withFound(matching(known, typed, SHOWN), answer?.customers ?? [], offered) : []
  const focus = useKeepFocus()
  const nameId = useId()
  if (chosen !== null)
    return (
      <div className="flex flex-wrap items-center gap-3" data-customer={chosen.customer} {...focus}>
        <span id={nameId}>
          {[chosen.name, chosen.phone].filter((each) => each !== null).join(' · ')}
          {chosen.cases > 0 && (
            <span className="ms-2 text-ink-3">{t('openCases', { count: chosen.cases })}</span>
          )}
        </span>
        <Button onClick={() => onChoose(null)} aria-describedby={nameId} data-act="another-known">
          {t('another')}
        </Button>
      </div>
    )
  return (
    <div className="grid gap-2" {...focus}>
      <div className="grid grid-cols-2 gap-3">
        <TextField autoFocus={focused && typed === ''} label={t('phone')} value={phone} onChange={onPhone} />
        <TextField label={t('name')} value={name} onChange={onName} />
      </div>
      {found.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" aria-label={t('known')}>
          {found.map((one) => (
            <li key={one.customer}>
              <Button onClick={() => onChoose(one)} data-known={one.customer}>
                {[one.name, one.phone].filter((each) => each !== null).join(' · ')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What the event says of the customer: somebody known by their key alone, of whom the server knows the rest. */
export function customerOf(
  chosen: KnownCustomer | null,
  phone: string,
  name: string,
): Record<string, string> {
  if (chosen !== null) return { customer: chosen.customer }
  return {
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
  }
}

/** Only what was said: a field that is empty says nothing. */
const saidOf = (fields: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))

interface NewCaseFormProps {
  /** The agent whose it is to be; null: an agent's own, else nobody's until it is given to somebody. */
  owner: string | null
  done: (taken: boolean) => void
  /** What stands beside the button that opens it. */
  children: ReactNode
}

/** A case without a call: what it is about, for whom, and by when; all but the subject may be left out. */
export function NewCaseForm({ owner, done, children }: NewCaseFormProps) {
  const t = useTranslations('newCase')
  const describe = useTranslations('describe')
  const { kinds, causes, queues, priorities, channels } = useCaseOptions()
  const acting = useAct()
  const fresh = useNewId()
  const caseId = useCaseId(fresh.id)
  const [chosen, setChosen] = useState<KnownCustomer | null>(null)
  const [phone, setPhone] = useState('')
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState('complaint')
  const [cause, setCause] = useState('')
  const [queue, setQueue] = useState(queues.length === 1 ? (queues[0]?.id ?? '') : '')
  const [priority, setPriority] = useState('normal')
  const [channel, setChannel] = useState('')
  const [deadline, setDeadline] = useState<string | null>(null)
  function submit(event: FormEvent): void {
    event.preventDefault()
    const said = saidOf({ title: title.trim(), cause, queue, channel, deadline, agent: owner })
    const urgent = priority === 'normal' ? {} : { priority }
    const opened = { kind, ...customerOf(chosen, phone, name), ...said, ...urgent }
    void caseId()
      .then((id) => acting.event('case.opened', id, opened))
      .then(done)
  }
  return (
    <form className="grid gap-4" onSubmit={submit} data-form="new-case">
      <TextField label={describe('title')} value={title} onChange={setTitle} />
      <NewCaseCustomer
        {...{ chosen, phone, name }}
        onChoose={setChosen}
        onPhone={setPhone}
        onName={setName}
      />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <SelectField label={describe('kind')} value={kind} options={kinds} onChange={setKind} />
        <SelectField
          label={describe('cause')}
          value={cause}
          none={describe('unsaid')}
          options={causes}
          onChange={setCause}
        />
        <SelectField
          label={describe('queue')}
          value={queue}
          none={describe('unsaid')}
          options={queues}
          onChange={setQueue}
        />
        <SelectField
          label={describe('priorityOf')}
          value={priority}
          options={priorities}
          onChange={setPriority}
        />
        <SelectField
          label={describe('channel')}
          value={channel}
          none={describe('unsaid')}
          options={channels}
          onChange={setChannel}
        />
        <DateTimeField label={describe('deadline')} value={deadline} onChange={setDeadline} />
      </div>
      <Fault text={acting.fault} />
      <div className="flex gap-2">
        <Button
          type="submit"
          tone="strong"
          size="large"
          disabled={acting.busy || title.trim() === ''}
          data-act="open-case"
        >
          {t('save')}
        </Button>
        {children}
      </div>
    </form>
  )
}

'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { TextField } from '../../_ui/text-field.tsx'

interface Traces {
  state: 'done'
  contacts: number
  cases: number
  others: number
  open: string[]
  events?: number
}
type Answer = Traces | { state: 'running' }

const faultOf: Readonly<Record<string, 'eraseBehind' | 'eraseTooMany'>> = {
  archive_behind: 'eraseBehind',
  too_many_events: 'eraseTooMany',
}

/** Erases one customer who asked for it: first what there is is looked up, then it is erased with a second press. */
export function EraseCustomer() {
  const t = useTranslations('operations')
  const [customer, setCustomer] = useState('')
  const [found, setFound] = useState<Answer | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  async function ask(path: '/customers/traces' | '/customers/erase') {
    setBusy(true)
    setFault(null)
    const sent = await sendJson<Answer>(path, { customer: customer.trim() })
    setBusy(false)
    setFound(sent.ok ? sent.value : null)
    if (!sent.ok) setFault(t(faultOf[sent.code] ?? 'eraseFault'))
  }

  function look(event: FormEvent) {
    event.preventDefault()
    void ask('/customers/traces')
  }

  const traces = found?.state === 'done' ? found : null
  const isCall = (subject: string) => subject.startsWith('contact/')
  const calls = (traces?.open ?? []).filter(isCall).map((subject) => subject.slice('contact/'.length))
  const owed = (traces?.open ?? []).filter((subject) => !isCall(subject))
  const isErased = traces?.events !== undefined && traces.open.length === 0
  const nothing = traces !== null && traces.contacts + traces.cases + traces.others === 0
  return (
    <form onSubmit={look} className="grid max-w-2xl gap-3 pt-3" data-erase>
      <p className="text-ink-2">{t('eraseHow')}</p>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={t('eraseWhom')}
          size="large"
          value={customer}
          autoComplete="off"
          onChange={(text) => {
            setCustomer(text)
            setFound(null)
          }}
          className="flex-1"
        />
        <Button type="submit" size="large" disabled={isBusy || customer.trim().length < 5}>
          {t('eraseLook')}
        </Button>
      </div>
      <div role="status" className="grid gap-2">
        {found?.state === 'running' && <p>{t('eraseRunning')}</p>}
        {nothing && <p>{t('eraseNothing')}</p>}
        {traces !== null && !nothing && (
          <p>
            {t(isErased ? 'erased' : 'eraseFound', {
              ...{ contacts: traces.contacts, cases: traces.cases, others: traces.others },
            })}
          </p>
        )}
        {calls.length > 0 && (
          <p className="font-medium text-warn">{t('eraseOnLine', { what: calls.join(', ') })}</p>
        )}
        {owed.length > 0 && (
          <p className="font-medium text-warn">{t('eraseOpen', { what: owed.join(', ') })}</p>
        )}
        {isErased && <p className="text-sm text-ink-3">{t('eraseSnapshots')}</p>}
      </div>
      {traces !== null && !nothing && !isErased && traces.open.length === 0 && (
        <p>
          <Button tone="danger" size="large" disabled={isBusy} onClick={() => void ask('/customers/erase')}>
            {t('erase')}
          </Button>
        </p>
      )}
      <Fault text={fault} />
    </form>
  )
}

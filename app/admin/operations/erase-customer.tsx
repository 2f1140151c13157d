'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'

interface Traces {
  state: 'done'
  contacts: number
  cases: number
  others: number
  open: string[]
  events?: number
}
type Answer = Traces | { state: 'running' }

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
    if (!sent.ok) setFault(sent.code === 'archive_behind' ? t('eraseBehind') : t('eraseFault'))
  }

  function look(event: FormEvent) {
    event.preventDefault()
    void ask('/customers/traces')
  }

  const traces = found?.state === 'done' ? found : null
  const isErased = traces?.events !== undefined && traces.open.length === 0
  const nothing = traces !== null && traces.contacts + traces.cases + traces.others === 0
  return (
    <form onSubmit={look} className="grid max-w-2xl gap-3 pt-3" data-erase>
      <p className="text-ink-2">{t('eraseHow')}</p>
      <div className="flex flex-wrap items-end gap-2">
        <label className="grid min-w-0 flex-1 gap-1 text-sm text-ink-2">
          {t('eraseWhom')}
          <input
            value={customer}
            autoComplete="off"
            onChange={({ target }) => {
              setCustomer(target.value)
              setFound(null)
            }}
            className="min-h-11 w-full min-w-0 rounded-[5px] border border-line-strong bg-surface px-3 text-md text-ink"
          />
        </label>
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
        {traces !== null && traces.open.length > 0 && (
          <p className="font-medium text-warn">{t('eraseOpen', { what: traces.open.join(', ') })}</p>
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

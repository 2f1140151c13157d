'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { sayDone } from '../_ui/done-notice.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { TimeChips } from './time-chips.tsx'

interface AskCallbackProps {
  /** In which queue it is owed; null: the first of the site. */
  queue: string | null
  contact?: string
  caseId?: string | null
}

/** The customer is to be called back: one press for the time, and who does it. */
export function AskCallback({ queue, contact, caseId = null }: AskCallbackProps) {
  const t = useTranslations('callback')
  const format = useFormats()
  const serverNow = useServerNow()
  const me = useMe()
  const { queues = [] } = useFacts()
  const acting = useAct()
  const id = useNewId()
  const [open, setOpen] = useState(false)
  const [byMe, setByMe] = useState(me?.agent != null)
  const owedIn = queue ?? queues[0]?.id ?? null
  if (owedIn === null) return null
  async function ask(due: string): Promise<void> {
    const data = {
      ...{ queue: owedIn, due },
      ...(contact === undefined ? {} : { contact }),
      ...(caseId === null ? {} : { case: caseId }),
      ...(byMe && me?.agent != null ? { agent: me.agent } : {}),
    }
    if (!(await acting.event('callback.requested', id.id, data))) return
    const taken = id.id
    setOpen(false)
    id.renew()
    sayDone(t('asked', { time: format.by(due, serverNow() ?? 0) }), async () => {
      if (await acting.event('callback.cancelled', taken)) sayDone(t('saidCancelled'))
    })
  }
  return (
    <div className={open ? 'grid basis-full gap-2' : 'contents'}>
      <Button className="w-fit" aria-expanded={open} onClick={() => setOpen(!open)} data-act="ask-callback">
        <Icon name="callback" /> {t('ask')}
      </Button>
      {open && (
        <div className="grid gap-2 border-s-2 border-accent ps-3">
          <TimeChips busy={acting.busy} label={t('askFor')} queue={owedIn} of="callback" onPick={ask} />
          {me?.agent != null && (
            <label className="flex w-fit items-center gap-2 text-[0.8125rem] text-ink-2">
              <input
                type="checkbox"
                className="size-4.5 accent-accent"
                checked={byMe}
                onChange={(event) => setByMe(event.target.checked)}
              />
              {t('byMe')}
            </label>
          )}
        </div>
      )}
      <Fault text={acting.fault} />
    </div>
  )
}

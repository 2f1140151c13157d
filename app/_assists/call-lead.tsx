'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAllRows } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { TextField } from '../_ui/text-field.tsx'
import type { Acting } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { AssistStatus } from './assist-status.tsx'
import { useDeskLocation } from './use-desk-location.ts'

interface CallLeadProps {
  /** What it is about. */
  caseId: string | null
  contact?: string | null
  acting: Acting
}

/**
 * My lead is called to my desk: told at once on all their contact methods. Where I sit is asked once for this screen,
 * and can be said anew with a press.
 */
export function CallLead({ caseId, contact = null, acting }: CallLeadProps) {
  const t = useTranslations('assist')
  const me = useMe()
  const { place, keep } = useDeskLocation()
  const [asks, setAsks] = useState(false)
  const [typed, setTyped] = useState('')
  const assist = useNewId()
  const focus = useKeepFocus(undefined, asks ? () => setAsks(false) : null)
  const mine = useAllRows('assist').find(({ agent, state }) => agent === me?.agent && state !== 'ended')
  if (me === null || me.agent === null) return null
  if (mine !== undefined)
    return (
      <span
        className="inline-flex items-center gap-1.5 text-sm text-ink-2"
        data-called=""
        tabIndex={-1}
        {...focus}
      >
        <Icon name="person" /> <AssistStatus row={mine} />
      </span>
    )

  async function call(from: string): Promise<void> {
    const data = {
      ...{ agent: me?.agent },
      ...(caseId === null ? {} : { case: caseId }),
      ...(contact === null ? {} : { contact }),
      ...(from === '' ? {} : { place: from }),
    }
    if (!(await acting.event('assist.requested', assist.id, data))) return
    assist.renew()
    setAsks(false)
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    const said = typed.trim()
    if (said !== '') keep(said)
    void call(said)
  }
  if (asks)
    return (
      <form className="flex basis-full flex-wrap items-end gap-1.5" onSubmit={submit} {...focus}>
        <TextField
          label={t('place')}
          autoFocus
          value={typed}
          maxLength={40}
          onChange={setTyped}
          className="w-40"
        />
        <Button
          type="submit"
          tone="strong"
          className="min-h-9"
          disabled={acting.busy}
          data-step="call-lead-now"
        >
          {t('call')}
        </Button>
        <Button tone="quiet" className="min-h-9" onClick={() => setAsks(false)}>
          {t('cancel')}
        </Button>
      </form>
    )
  function open(): void {
    setTyped(place === '' ? (me?.agent ?? '') : place)
    setAsks(true)
  }
  return (
    <span className="inline-flex items-center" {...focus}>
      <Button
        disabled={acting.busy}
        onClick={() => (place === '' ? open() : void call(place))}
        data-step="call-lead"
      >
        <Icon name="person" /> {t('callLead')}
        {place !== '' && <span className="font-normal text-ink-2">{place}</span>}
      </Button>
      {place !== '' && (
        <Button tone="quiet" onClick={open} aria-label={t('otherPlace')} title={t('otherPlace')}>
          <Icon name="down" />
        </Button>
      )}
    </span>
  )
}

'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import { promiseTimes } from '../_actions/promise-times.ts'
import { useCaseId } from '../_actions/use-case-id.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows, useLive, useServerNow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { CheckField } from '../_ui/check-box.tsx'
import { DateTimeField } from '../_ui/date-time-field.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import type { SaidEvent } from '../_ui/sending.ts'
import { TextArea } from '../_ui/text-area.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useNewId } from '../_ui/use-new-id.ts'

const NEW = 'new'
const MOST = 280
const pressed = 'aria-pressed:border-accent aria-pressed:bg-accent-soft'

interface FormProps {
  onPosted: () => void
}

function NoticeForm({ onPosted }: FormProps) {
  const t = useTranslations('notice')
  const times = useTranslations('times')
  const format = useFormats()
  const me = useMe()
  const { queues: known = [], timezone } = useFacts()
  const { store } = useLive()
  const serverNow = useServerNow()
  const [now] = useState(() => serverNow() ?? 0)
  const { events, busy, fault } = useAct()
  const notice = useNewId()
  const fresh = useNewId()
  const incidentId = useCaseId(fresh.id)
  const queues = useAllRows('queue')
  const incidents = useAllRows('case').filter(
    ({ kind, state }) => kind === 'incident' && state !== 'resolved',
  )
  const [text, setText] = useState('')
  const [until, setUntil] = useState<number | null>(null)
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [incident, setIncident] = useState('')
  const chosen = queues.filter(({ id }) => !without.has(id)).map(({ id }) => id)
  // Before everybody hangs only what is posted by who has the whole site.
  const isAll = chosen.length === known.length && me?.role !== 'lead'
  const words = text.trim()
  const isPast = until !== null && until <= now
  const isReady = words !== '' && chosen.length > 0 && !isPast

  /** What opens the incident of this id, where it does not stand yet. */
  function opening(id: string): SaidEvent[] {
    if (store.row('case', id) !== null) return []
    const place = chosen[0] === undefined ? {} : { queue: chosen[0] }
    return [{ type: 'case.opened', subject: id, data: { kind: 'incident', title: words, ...place } }]
  }

  async function post(): Promise<void> {
    const of = incident === NEW ? await incidentId() : incident === '' ? null : incident
    const opened = incident === NEW && of !== null ? opening(of) : []
    const data = {
      text: words,
      ...(until === null ? {} : { until: new Date(until).toISOString() }),
      ...(isAll ? {} : { queues: chosen }),
      ...(of === null ? {} : { case: of }),
    }
    if (await events([...opened, { type: 'notice.posted', subject: notice.id, data }])) onPosted()
  }

  return (
    <form
      className="grid gap-4"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        if (isReady) void post()
      }}
    >
      <TextArea label={t('text')} autoFocus name="text" maxLength={MOST} value={text} onChange={setText} />
      <fieldset className="grid gap-1.5">
        <legend className="text-sm text-ink-2">{t('before')}</legend>
        <div className="flex max-h-40 flex-wrap gap-x-4 gap-y-1.5 overflow-y-auto">
          {queues.map(({ id, name }) => (
            <CheckField
              key={id}
              label={name}
              checked={!without.has(id)}
              onChange={(checked) => {
                const after = new Set(without)
                if (checked) after.delete(id)
                else after.add(id)
                setWithout(after)
              }}
            />
          ))}
        </div>
        {chosen.length === 0 && <p className="text-sm text-warn">{t('nobody')}</p>}
      </fieldset>
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="mb-1 text-sm text-ink-2">{t('stands')}</legend>
        <Button className={pressed} aria-pressed={until === null} onClick={() => setUntil(null)}>
          {until === null && <Icon name="check" />}{' '}
          <span className="inline-block first-letter:uppercase">{t('untilWithdrawn')}</span>
        </Button>
        {promiseTimes(timezone, now).map(({ key, at }) => (
          <Button
            key={key}
            className={pressed}
            aria-pressed={until === at}
            onClick={() => setUntil(at)}
            data-time={key}
          >
            {until === at && <Icon name="check" />} {times(key)}{' '}
            <span className="figure text-ink-3">{format.by(at, now)}</span>
          </Button>
        ))}
        <DateTimeField
          beside
          label={times('orAt')}
          value={until === null ? null : new Date(until).toISOString()}
          onChange={(at) => setUntil(at === null ? null : Date.parse(at))}
          fault={isPast ? times('past') : null}
        />
      </fieldset>
      <SelectField
        label={t('incident')}
        value={incident}
        none={t('noIncident')}
        options={[
          { id: NEW, name: t('newIncident') },
          ...incidents.map(({ id, title }) => ({ id, name: title ?? shownId(id) })),
        ]}
        onChange={setIncident}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Fault text={fault} />
        <Dialog.Close render={<Button tone="quiet" size="large" />}>{t('close')}</Dialog.Close>
        <Button type="submit" tone="strong" size="large" disabled={busy || !isReady} data-act="post">
          {t('post')}
        </Button>
      </div>
    </form>
  )
}

/** Tells the floor something: before whom, until when, and about which incident. */
export function PostNotice() {
  const t = useTranslations('notice')
  const me = useMe()
  const [open, setOpen] = useState(false)
  if (me === null || me.role === 'agent') return null
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger render={<Button data-act="new-notice" />}>
        <Icon name="megaphone" /> {t('new')}
      </Dialog.Trigger>
      <DialogFrame title={t('newTitle')} width="36rem">
        <NoticeForm onPosted={() => setOpen(false)} />
      </DialogFrame>
    </Dialog.Root>
  )
}

'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { promiseTimes } from '../_actions/promise-times.ts'
import { useCaseId } from '../_actions/use-case-id.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows, useLive, useServerNow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { rowThere } from './row-there.ts'

const NEW = 'new'
const MOST = 280

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
  const { event, busy, fault } = useAct()
  const opening = useAct()
  const notice = useNewId()
  const fresh = useNewId()
  const incidentId = useCaseId(fresh.id)
  const label = useId()
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

  async function openIncident(): Promise<string | null> {
    if (incident !== NEW) return incident === '' ? null : incident
    const id = await incidentId()
    if (store.row('case', id) !== null) return id
    const opened = await opening.event('case.opened', id, {
      kind: 'incident',
      title: words,
      ...(chosen[0] === undefined ? {} : { queue: chosen[0] }),
    })
    return opened && (await rowThere(store, 'case', id)) ? id : null
  }

  async function post(): Promise<void> {
    const of = await openIncident()
    if (incident !== '' && of === null) return
    const data = {
      text: words,
      ...(until === null ? {} : { until: new Date(until).toISOString() }),
      ...(isAll ? {} : { queues: chosen }),
      ...(of === null ? {} : { case: of }),
    }
    if (await event('notice.posted', notice.id, data)) onPosted()
  }

  return (
    <form
      className="grid gap-4"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        if (words !== '' && chosen.length > 0) void post()
      }}
    >
      <label className="grid gap-1 text-sm text-ink-2">
        {t('text')}
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the window was opened to write this.
          autoFocus
          name="text"
          rows={3}
          maxLength={MOST}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="w-full rounded-[5px] border border-line-strong bg-surface px-2.5 py-1.5 text-md text-ink"
        />
      </label>
      <fieldset className="grid gap-1.5">
        <legend className="text-sm text-ink-2">{t('before')}</legend>
        <div className="flex max-h-40 flex-wrap gap-x-4 gap-y-1.5 overflow-y-auto">
          {queues.map(({ id, name }) => (
            <label key={id} className="flex min-h-7 items-center gap-2">
              <input
                type="checkbox"
                className="size-4.5 accent-accent"
                checked={!without.has(id)}
                onChange={(event) => {
                  const after = new Set(without)
                  if (event.target.checked) after.delete(id)
                  else after.add(id)
                  setWithout(after)
                }}
              />
              {name}
            </label>
          ))}
        </div>
        {chosen.length === 0 && <p className="text-sm text-warn">{t('nobody')}</p>}
      </fieldset>
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="mb-1 text-sm text-ink-2">{t('stands')}</legend>
        <Button aria-pressed={until === null} onClick={() => setUntil(null)}>
          {until === null && <Icon name="check" />} {t('untilWithdrawn')}
        </Button>
        {promiseTimes(timezone, now).map(({ key, at }) => (
          <Button key={key} aria-pressed={until === at} onClick={() => setUntil(at)} data-time={key}>
            {until === at && <Icon name="check" />} {times(key)}{' '}
            <span className="figure text-ink-3">{format.by(at, now)}</span>
          </Button>
        ))}
      </fieldset>
      <label className="grid gap-1 text-sm text-ink-2" htmlFor={label}>
        {t('incident')}
        <select
          id={label}
          value={incident}
          onChange={(event) => setIncident(event.target.value)}
          className="h-9 rounded-[5px] border border-line-strong bg-surface px-2 text-ink"
        >
          <option value="">{t('noIncident')}</option>
          <option value={NEW}>{t('newIncident')}</option>
          {incidents.map(({ id, title }) => (
            <option key={id} value={id}>
              {title ?? id}
            </option>
          ))}
        </select>
      </label>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Fault text={fault ?? opening.fault} />
        <Dialog.Close render={<Button tone="quiet" size="large" />}>{t('close')}</Dialog.Close>
        <Button
          type="submit"
          tone="strong"
          size="large"
          disabled={busy || opening.busy || words === '' || chosen.length === 0}
          data-act="post"
        >
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
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--shade)]" />
        <Dialog.Popup className="fixed inset-0 z-50 m-auto grid h-fit max-h-[94dvh] w-[36rem] max-w-[94vw] gap-3 overflow-y-auto rounded-md border border-line-strong bg-raised p-5 outline-none">
          <Dialog.Title className="text-xl font-semibold">{t('newTitle')}</Dialog.Title>
          <NoticeForm onPosted={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

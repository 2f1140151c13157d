'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { TextField } from '../_ui/text-field.tsx'
import type { Hours } from './own-contact-methods.ts'

interface QuietHoursProps {
  own: Hours | null
  site: Hours | null
  changed: () => Promise<void>
}

/** When I want to be left alone: what is not critical waits until then. */
export function QuietHoursForm({ own, site, changed }: QuietHoursProps) {
  const t = useTranslations('settings')
  const [state, setState] = useState<'none' | 'saved' | 'failed'>('none')
  async function save(body: object): Promise<void> {
    const sent = await sendJson('/me/quiet', body)
    setState(sent.ok ? 'saved' : 'failed')
    await changed()
  }
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    await save({ from: form.get('from'), to: form.get('to') })
  }
  const shown = own ?? site ?? { from: '22:00', to: '07:00' }
  return (
    <form
      key={`${shown.from}-${shown.to}`}
      className="grid gap-3 pt-3"
      onSubmit={submit}
      data-quiet={own !== null}
    >
      <p className="text-ink-2">
        {own !== null
          ? t('quietOwn', { from: own.from, to: own.to })
          : site !== null
            ? t('quietSite', { from: site.from, to: site.to })
            : t('quietNone')}
      </p>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          size="large"
          label={t('from')}
          name="from"
          type="time"
          required
          defaultValue={shown.from}
        />
        <TextField size="large" label={t('to')} name="to" type="time" required defaultValue={shown.to} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" tone="strong" size="large">
          {t('save')}
        </Button>
        {own !== null && (
          <Button size="large" onClick={() => void save({ quiet: null })}>
            {t('quietBack')}
          </Button>
        )}
        {state === 'saved' && (
          <span role="status" className="font-medium text-ok">
            {t('saved')}
          </span>
        )}
      </div>
      <Fault text={state === 'failed' ? t('notNow') : null} />
    </form>
  )
}

'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { load } from '../_shell/load-facts.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PopoverFrame } from '../_ui/popover-frame.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { replaceAddress } from '../supervisor/address.ts'

interface View {
  id: string
  name: string
  query: string
}
type Answer = { views: View[] }

/** A view that stands in the address is kept as it is; one that means "today" goes on meaning today. */
const queryNow = () => location.search.slice(1)

/** The reader's own views: one press opens one, and what is shown now is kept under a name. */
export function SavedViewsMenu() {
  const t = useTranslations('historyPage.saved')
  const [views, setViews] = useState<readonly View[] | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const focus = useKeepFocus()
  const [fault, setFault] = useState<string | null>(null)
  async function turn(next: boolean): Promise<void> {
    setOpen(next)
    if (!next) return
    const found = await load<Answer>('/api/v1/me/views', null)
    if (found.ok) setViews(found.value.views)
    setFault(found.ok ? null : t('noAnswer'))
  }
  async function change(path: string, body: object, method: 'POST' | 'DELETE'): Promise<boolean> {
    const sent = await sendJson<Answer>(path, body, method)
    if (sent.ok) setViews(sent.value.views)
    setFault(sent.ok ? null : sent.code === 'too_many' ? t('tooMany') : t('noAnswer'))
    return sent.ok
  }
  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (await change('/me/views', { name, query: queryNow() }, 'POST')) setName('')
  }
  const now = isOpen ? queryNow() : null
  return (
    <PopoverFrame
      label={t('title')}
      part="saved"
      align="end"
      open={isOpen}
      onOpenChange={(next) => void turn(next)}
      focus={focus}
      trigger={
        <Button data-act="saved-views">
          {t('title')} <Icon name="down" />
        </Button>
      }
    >
      {views?.length === 0 && <p className="text-ink-3">{t('none')}</p>}
      <ul className="grid max-h-60 gap-0.5 overflow-auto">
        {(views ?? []).map((view) => (
          <li key={view.id} className="flex items-center gap-1">
            <button
              type="button"
              aria-current={view.query === now ? 'page' : undefined}
              className="min-h-8 min-w-0 flex-1 truncate text-start hover:underline aria-[current]:font-semibold"
              onClick={() => {
                replaceAddress(view.query)
                setOpen(false)
              }}
            >
              {view.name}
            </button>
            {view.query === now && <Icon name="check" className="text-ok" />}
            <Button
              tone="quiet"
              aria-label={t('remove', { name: view.name })}
              onClick={() => void change(`/me/views/${view.id}`, {}, 'DELETE')}
            >
              <Icon name="cross" />
            </Button>
          </li>
        ))}
      </ul>
      <form className="flex gap-1.5 border-t border-line pt-2" onSubmit={(event) => void keep(event)}>
        <TextField
          label={t('name')}
          bare
          size="bar"
          placeholder={t('name')}
          value={name}
          maxLength={60}
          required
          onChange={setName}
          className="flex-1"
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('keep')}
        </Button>
      </form>
      <Fault text={fault} />
    </PopoverFrame>
  )
}

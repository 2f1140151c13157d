'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { load } from '../_shell/load-facts.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
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
  const [fault, setFault] = useState<string | null>(null)
  async function open(): Promise<void> {
    setOpen(!isOpen)
    if (isOpen) return
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
  return (
    <div className="relative" data-part="saved">
      <Button aria-expanded={isOpen} onClick={() => void open()}>
        {t('title')} <Icon name="down" />
      </Button>
      {isOpen && (
        <div className="absolute end-0 z-30 mt-1 grid w-72 max-w-[90vw] gap-2 rounded-md border border-line-strong bg-raised p-3 text-sm shadow-[0_8px_24px_var(--shade)] max-sm:start-0">
          {views?.length === 0 && <p className="text-ink-3">{t('none')}</p>}
          <ul className="grid max-h-60 gap-0.5 overflow-auto">
            {(views ?? []).map((view) => (
              <li key={view.id} className="flex items-center gap-1">
                <button
                  type="button"
                  className="min-h-8 min-w-0 flex-1 truncate text-start hover:underline"
                  onClick={() => {
                    replaceAddress(view.query)
                    setOpen(false)
                  }}
                >
                  {view.name}
                </button>
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
            <input
              aria-label={t('name')}
              placeholder={t('name')}
              value={name}
              maxLength={60}
              required
              onChange={({ target }) => setName(target.value)}
              className="h-7 min-w-0 flex-1 rounded-[5px] border border-line bg-surface px-1.5"
            />
            <Button type="submit" disabled={name.trim() === ''}>
              {t('keep')}
            </Button>
          </form>
          <Fault text={fault} />
        </div>
      )}
    </div>
  )
}

'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useNameOfAnyone } from '../_shell/names.ts'
import { sendJson, useLoaded } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { TextArea } from '../_ui/text-area.tsx'
import type { HandoverSlice, HandoverSummary } from './handover.ts'

const READ_EVERY_MS = 15_000

const hrefOf = (id: string) => `/handover/${encodeURIComponent(id)}`

/** Makes the page of the shift that ends, with a word for whoever comes next. */
function Make() {
  const t = useTranslations('handoverPage')
  const router = useRouter()
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  async function make(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    const sent = await sendJson<HandoverSummary>('/handovers', { note })
    setBusy(false)
    if (sent.ok) router.push(hrefOf(sent.value.id))
    else setFault(t('fault'))
  }

  return (
    <form onSubmit={make} className="grid gap-3" data-make>
      <p className="text-ink-2">{t('how')}</p>
      <TextArea label={t('note')} value={note} maxLength={2_000} onChange={setNote} />
      <p>
        <Button type="submit" tone="strong" size="large" disabled={isBusy}>
          {t('make')}
        </Button>
      </p>
      <Fault text={fault} />
    </form>
  )
}

/** Those that were made, the newest first: what they left, and who took them over. */
export function HandoverList() {
  const t = useTranslations('handoverPage')
  const format = useFormats()
  const nameOf = useNameOfAnyone()
  const [after, setAfter] = useState<string | null>(null)
  const path = after === null ? '' : `?${new URLSearchParams({ after })}`
  const part = useLoaded<HandoverSlice>(`/api/v1/handovers${path}`, after === null ? READ_EVERY_MS : null)
  return (
    <LoadedView part={part}>
      {({ handovers, next }) => (
        <div className="mx-auto grid w-full max-w-3xl gap-9 px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          <Make />
          <Panel label={t('made')} title={t('made')}>
            {handovers.length === 0 && <Nothing>{t('none')}</Nothing>}
            <ul>
              {handovers.map(({ id, madeAt, madeBy, takenBy, counts }) => (
                <li key={id} className="border-b border-line" data-handover={id}>
                  <PageLink
                    href={hrefOf(id)}
                    className="grid min-h-11 items-baseline gap-x-4 py-2.5 hover:bg-raised md:grid-cols-[9rem_minmax(0,1fr)_auto]"
                  >
                    <time dateTime={madeAt} className="figure text-sm text-ink-3">
                      {format.dayTime(madeAt)}
                    </time>
                    <span className="min-w-0">
                      <b className="font-semibold">{nameOf(madeBy)}</b>
                      <span className="text-ink-2"> · {t('counts', { ...counts })}</span>
                    </span>
                    <span className={takenBy === null ? 'font-medium text-warn' : 'text-ink-2'}>
                      {takenBy === null ? t('waits') : t('takenShort', { name: nameOf(takenBy) })}
                    </span>
                  </PageLink>
                </li>
              ))}
            </ul>
            {(next !== null || after !== null) && (
              <p className="flex gap-2 pt-3">
                {next !== null && <Button onClick={() => setAfter(next)}>{t('older')}</Button>}
                {after !== null && <Button onClick={() => setAfter(null)}>{t('newest')}</Button>}
              </p>
            )}
          </Panel>
        </div>
      )}
    </LoadedView>
  )
}

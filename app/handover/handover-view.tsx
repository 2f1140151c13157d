'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useMe } from '../_shell/facts.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useNameOfAnyone } from '../_shell/names.ts'
import { sendJson, useLoaded } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import type { WholeHandover } from './handover.ts'
import {
  AbsentList,
  BreachList,
  HandoverAlerts,
  HandoverNotices,
  OutstandingList,
} from './handover-sections.tsx'

/** Who made it and when, and taking it over with a press: the first one has it. */
function Head({ whole, changed }: { whole: WholeHandover; changed: () => Promise<void> }) {
  const t = useTranslations('handoverPage')
  const format = useFormats()
  const nameOf = useNameOfAnyone()
  const me = useMe()
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const { id, madeAt, madeBy, note, takenAt, takenBy, content } = whole

  async function take() {
    setBusy(true)
    const sent = await sendJson<WholeHandover>(`/handovers/${encodeURIComponent(id)}/take`)
    setBusy(false)
    setFault(sent.ok ? null : t('fault'))
    await changed()
  }

  return (
    <header className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-xl font-semibold">
          {t('of', { name: nameOf(madeBy), time: format.dayTime(madeAt) })}
        </h1>
        <span className="text-ink-2">
          {t('span', { from: format.dayTime(content.from), to: format.time(content.at) })}
        </span>
      </div>
      {note !== '' && <p className="border-s-2 border-accent ps-3 whitespace-pre-wrap">{note}</p>}
      <div role="status" className="flex flex-wrap items-center gap-3" data-taken={takenBy ?? ''}>
        {takenBy !== null && takenAt !== null && (
          <b className="font-semibold text-ok">
            {t('taken', { name: nameOf(takenBy), time: format.dayTime(takenAt) })}
          </b>
        )}
        {takenBy === null && me?.id === madeBy && <span className="text-warn">{t('waitsLong')}</span>}
        {takenBy === null && me?.id !== madeBy && (
          <Button
            tone="strong"
            size="large"
            disabled={isBusy}
            onClick={() => void take()}
            className="print:hidden"
          >
            {t('take')}
          </Button>
        )}
      </div>
      <Fault text={fault} />
    </header>
  )
}

/** What one shift left to the next, as it was when it was made. */
export function HandoverView({ id }: { id: string }) {
  const t = useTranslations('handoverPage')
  const part = useLoaded<WholeHandover>(`/api/v1/handovers/${encodeURIComponent(id)}`)
  return (
    <LoadedView part={part}>
      {(whole) => {
        const { owed: outstanding, alerts, notices, absent, breached } = whole.content
        const parts = [
          ['owed', outstanding, <OutstandingList key="owed" rows={outstanding} />],
          ['absent', absent, <AbsentList key="absent" absent={absent} />],
          ['alerts', alerts, <HandoverAlerts key="alerts" alerts={alerts} />],
          ['breached', breached, <BreachList key="breached" rows={breached} />],
          ['notices', notices, <HandoverNotices key="notices" notices={notices} />],
        ] as const
        return (
          <div className="mx-auto grid w-full max-w-4xl gap-9 px-4 pt-5 pb-16">
            <Head whole={whole} changed={part.read} />
            {parts.map(([key, rows, list]) => (
              <Panel
                key={key}
                label={t(key)}
                title={t(key)}
                aside={<span className="figure text-ink-2">{rows.length}</span>}
              >
                {rows.length === 0 ? <Nothing>{t(`no.${key}`)}</Nothing> : list}
              </Panel>
            ))}
          </div>
        )
      }}
    </LoadedView>
  )
}

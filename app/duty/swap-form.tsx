'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { randomId } from '../_browser/random-id.ts'
import { useFormats } from '../_format/use-words.ts'
import { createPressIds, mayBeDone } from '../_live/press-ids.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { useFaultText } from '../_ui/use-fault-text.ts'
import type { Roster } from './duty.ts'
import { swapTimes } from './swap-times.ts'

/** From now on, or from a hand-over of the week on. */
const NOW = 'now'
const HOURS = [2, 4, 8, 12, 24, 48, 168]

interface SwapFormProps {
  roster: Roster
  done: () => Promise<void>
  /** The rosters are to be read again. */
  changed: () => Promise<void>
}

/** Who stands in, from when, for how long. Pressed again because no answer came, it is the same swap. */
export function SwapForm({ roster, done, changed }: SwapFormProps) {
  const t = useTranslations('duty')
  const faultText = useFaultText()
  const format = useFormats()
  const { people = [] } = useFacts()
  const now = useServerNow()
  const [presses] = useState(() => createPressIds(randomId, () => performance.now()))
  const [person, setPerson] = useState('')
  const [from, setFrom] = useState(NOW)
  const [hours, setHours] = useState(8)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const beginnings = roster.spans.slice(1).map((span) => span.from)

  async function send(): Promise<void> {
    const at = now() ?? Date.now()
    const times = swapTimes(from === NOW ? at : Date.parse(from), hours, at)
    if (times === null) return
    // From now on, pressed again, is the same wish: it began with the first press.
    const press = [roster.id, JSON.stringify([person, from, hours])] as const
    setBusy(true)
    const sent = await sendJson(`/duty/${encodeURIComponent(roster.id)}`, {
      ...{ id: presses.of(...press), person, seen: roster.swaps.map(({ id }) => id) },
      ...{ from: new Date(times.from).toISOString(), to: new Date(times.to).toISOString() },
    })
    setBusy(false)
    setFailed(sent.ok ? null : faultText(sent.code, sent.message))
    if (sent.ok || !mayBeDone(sent.code)) presses.settle(...press)
    await (sent.ok ? done() : changed())
  }
  return (
    <div className="grid gap-3 border-s-4 border-s-accent py-1 ps-3 sm:grid-cols-3">
      <SelectField
        size="large"
        label={t('who')}
        value={person}
        none=""
        options={people}
        onChange={setPerson}
      />
      <SelectField
        size="large"
        label={t('from')}
        value={from}
        options={[
          { id: NOW, name: t('fromNow') },
          ...beginnings.map((at) => ({ id: at, name: format.dayTime(at) })),
        ]}
        onChange={setFrom}
      />
      <SelectField
        size="large"
        label={t('long')}
        value={String(hours)}
        options={HOURS.map((count) => ({ id: String(count), name: t('hours', { count }) }))}
        onChange={(chosen) => setHours(Number(chosen))}
      />
      <div className="flex items-center gap-3 sm:col-span-3">
        <Button
          tone="strong"
          size="large"
          disabled={busy || person === ''}
          onClick={() => void send()}
          data-act="stand-in"
        >
          {t('standIn')}
        </Button>
        <Fault text={failed} />
      </div>
    </div>
  )
}

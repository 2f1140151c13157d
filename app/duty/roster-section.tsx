'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useMe } from '../_shell/facts.ts'
import { usePersonName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Panel } from '../_ui/panel.tsx'
import { SpelledAhead } from '../_ui/spelled-time.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import type { PersonOnDuty, Roster } from './duty.ts'
import { SwapForm } from './swap-form.tsx'
import { SwapList } from './swap-list.tsx'

function Names({ onDuty }: { onDuty: readonly PersonOnDuty[] }) {
  const t = useTranslations('duty')
  const name = usePersonName()
  const me = useMe()
  if (onDuty.length === 0) return <span className="font-medium text-warn">{t('nobody')}</span>
  return onDuty.map(({ person, instead }, index) => (
    <span key={person} data-on-duty={person}>
      {index > 0 && ' · '}
      {name(person)}
      {person === me?.id && <span className="text-ink-3"> ({t('you')})</span>}
      {instead !== null && instead !== person && (
        <span className="text-ink-2"> {t('instead', { name: name(instead) })}</span>
      )}
    </span>
  ))
}

interface RosterPartProps {
  roster: Roster
  maySwap: boolean
  changed: () => Promise<void>
}

/** One roster: who has it now, until when, who comes next, and who stands in. */
export function RosterSection({ roster, maySwap, changed }: RosterPartProps) {
  const t = useTranslations('duty')
  const format = useFormats()
  const [swapping, setSwapping] = useState(false)
  const [current, ...later] = roster.spans
  return (
    <Panel
      label={roster.name}
      title={roster.name}
      aside={
        maySwap && (
          <Button aria-expanded={swapping} onClick={() => setSwapping(!swapping)} data-act="swap">
            <Icon name="handoff" /> {t('swap')}
          </Button>
        )
      }
    >
      <div data-roster={roster.id}>
        <p className="flex flex-wrap items-baseline gap-x-3 py-3 text-xl leading-tight font-semibold">
          <StateShape mark={roster.now.length === 0 ? 'warned' : 'ok'} className="self-center" />
          <Names onDuty={roster.now} />
          {current !== undefined && later.length > 0 && (
            <span className="text-base font-normal text-ink-2">
              {t.rich('until', {
                time: format.dayTime(current.to),
                left: () => <SpelledAhead at={current.to} className="figure" />,
              })}
            </span>
          )}
        </p>
        {swapping && (
          <SwapForm
            roster={roster}
            changed={changed}
            done={async () => {
              setSwapping(false)
              await changed()
            }}
          />
        )}
        <SwapList roster={roster} maySwap={maySwap} changed={changed} />
        {later.length > 0 && (
          <ol className="pt-1">
            {later.map((span) => (
              <li
                key={span.from}
                className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 border-b border-line py-1.5 text-base"
              >
                <time dateTime={span.from} className="figure narrow text-ink-3">
                  {format.dayTime(span.from)}
                </time>
                <span>
                  <Names onDuty={span.onDuty} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Panel>
  )
}

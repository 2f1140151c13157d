'use client'
import { useTranslations } from 'use-intl/react'
import type { AskedFacts } from '#core/api/asked-facts.ts'
import { shownId } from '#core/event/readable-id.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'

export type AskedAct = 'coming' | 'grant' | 'refuse'

interface AskedViewProps {
  asked: AskedFacts
  person: string
  busy: boolean
  /** The button that was pressed in the message: it stands first here. */
  first: AskedAct | null
  onPress: (act: AskedAct) => void
}

function useOutcome({ is, state, by }: AskedFacts): string | null {
  const t = useTranslations('asked')
  if (state === 'open') return null
  const who = by ?? '–'
  if (is === 'assist') return state === 'accepted' ? t('accepted', { who }) : t('over')
  return t(state === 'granted' ? 'granted' : 'refused', { who })
}

/** What a colleague asks, and the buttons that answer it. Opening the page answers nothing. */
export function AskedView({ asked, person, busy, first, onPress }: AskedViewProps) {
  const t = useTranslations('asked')
  const format = useFormats()
  const money = useMoney()
  const outcome = useOutcome(asked)
  const { who, place, sum, text } = asked
  const acts: AskedAct[] =
    asked.is === 'assist' ? ['coming'] : first === 'refuse' ? ['refuse', 'grant'] : ['grant', 'refuse']
  return (
    <div className="grid gap-4" data-asked={asked.state}>
      <div>
        <h1 className="text-xl leading-tight font-semibold">
          {asked.is === 'assist'
            ? t('assist', { who, place: place ?? '', has: place === null ? 'no' : 'yes' })
            : t('approval', { who })}
        </h1>
        {sum !== null && <p className="figure mt-2 text-2xl leading-none font-semibold">{money(sum)}</p>}
        {text !== null && <p className="mt-2 text-lg">{text}</p>}
        <p className="mt-2 text-ink-2">
          {asked.case !== null && `${t('case', { id: shownId(asked.case) })} · `}
          {t('at', { time: format.dayTime(asked.askedAt) })}
        </p>
      </div>
      {outcome !== null && <p className="border-s-4 border-ok ps-3 font-medium">{outcome}</p>}
      {asked.state === 'open' &&
        acts.map((act, index) => (
          <Button
            key={act}
            tone={index === 0 ? 'strong' : 'plain'}
            size="large"
            className="min-h-16 w-full"
            disabled={busy}
            onClick={() => onPress(act)}
            data-act={act}
          >
            <Icon name={act === 'refuse' ? 'cross' : 'check'} /> {t(`act.${act}`, { name: person })}
          </Button>
        ))}
    </div>
  )
}

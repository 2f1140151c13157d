'use client'
import { useTranslations } from 'use-intl/react'
import type { RuleFacts } from '#core/site/site-facts.ts'
import { useRow } from '../_live/use-live.ts'
import type { Risk } from '../_rows/at-risk.ts'
import { type Mark, StateShape } from '../_ui/state-mark.tsx'
import { Until } from '../_ui/ticking.tsx'
import { useOpenWord, useRuleTitle } from '../_words/use-words.ts'

const marks: Record<Risk['state'], Mark> = {
  breached: 'breached',
  unwatched: 'breached',
  warned: 'warned',
  running: 'idle',
  paused: 'paused',
}

/** One countdown of the strip: how long, what, where, and who has it. Never a customer. */
export function BreachEntry({ risk, rule }: { risk: Risk; rule: RuleFacts | undefined }) {
  const t = useTranslations('wall')
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const title = useRuleTitle()
  const queue = useRow('queue', risk.queue ?? '')
  const agent = useRow('agent', risk.agent ?? '')
  const what = risk.kind === null || risk.type !== 'case' ? type(risk.type) : kind(risk.kind)
  const over = risk.state === 'breached' || risk.state === 'unwatched'
  return (
    <li className="entry" data-state={risk.state} data-taken={risk.agent !== null} data-risk={risk.key}>
      <StateShape mark={marks[risk.state]} className="entry-shape" />
      <p className="entry-time">{risk.dueAt === null ? '–' : <Until at={risk.dueAt} />}</p>
      <p className="entry-what">
        {what}
        {queue !== null && <small> {queue.name}</small>}
      </p>
      <p className="entry-why">
        {risk.rule === null ? t('noClock') : title(rule, risk.rule)}
        {over && <em>{risk.agent === null ? t('nobody') : t('has', { name: agent?.name ?? risk.agent })}</em>}
      </p>
    </li>
  )
}

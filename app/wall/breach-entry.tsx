'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { RuleFacts } from '#core/site/site-facts.ts'
import { useOpenWord, useRuleTitle } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { useAgentName } from '../_shell/names.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { Until } from '../_ui/ticking.tsx'
import { entryIcon } from '../_work-items/entry-icon.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { isNobodys } from './wall-order.ts'

/** One countdown of the strip: how long, what, where, and who has it. Never a customer. */
export const BreachEntry = memo(function BreachEntry({
  entry,
  rule,
}: {
  entry: WorkItem
  rule: RuleFacts | undefined
}) {
  const t = useTranslations('wall')
  const band = useTranslations('band')
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const title = useRuleTitle()
  const queue = useRow('queue', entry.queue ?? '')
  const agent = useAgentName(entry.agent)
  const what = entry.kind === null || entry.type !== 'case' ? type(entry.type) : kind(entry.kind)
  const over = entry.state === 'breached' || entry.state === 'unwatched'
  const taker = useAgentName(entry.takenBy)
  const isTaken = !isNobodys(entry)
  return (
    <li className="entry" data-state={entry.state} data-taken={isTaken} data-risk={entry.key}>
      <StateShape mark={entryIcon[entry.state]} className="entry-shape" />
      <p className="entry-time">
        {entry.dueAt === null ? <Icon name="eyeOff" /> : <Until at={entry.dueAt} />}
      </p>
      <p className="entry-what">{entry.rule === null ? t('noClock') : title(rule, entry.rule)}</p>
      <p className="entry-why">
        {entry.came > 0 && (
          <b className="entry-again" data-again={entry.came}>
            <Icon name="callback" /> {band('again', { count: entry.came })}
          </b>
        )}
        {over && !isTaken && <b>{t('nobody')}</b>}
        {taker !== null && <b data-taker={entry.takenBy}>{band('onIt', { name: taker })}</b>}
        {agent !== null &&
          agent !== taker &&
          (over ? <b>{t('has', { name: agent })}</b> : <span>{agent}</span>)}
        <span>{what}</span>
        {queue !== null && <span>{queue.name}</span>}
      </p>
    </li>
  )
})

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
import type { WorkItem } from '../_work-items/work-item.ts'
import { workItemIcon } from '../_work-items/work-item-icon.ts'
import { isNobodys } from './wall-order.ts'

/** One countdown of the strip: how long, what, where, and who has it. Never a customer. */
export const BreachItem = memo(function BreachEntry({
  item,
  rule,
}: {
  item: WorkItem
  rule: RuleFacts | undefined
}) {
  const t = useTranslations('wall')
  const band = useTranslations('band')
  const type = useTranslations('type')
  const kind = useOpenWord('kind')
  const title = useRuleTitle()
  const queue = useRow('queue', item.queue ?? '')
  const agent = useAgentName(item.agent)
  const what = item.kind === null || item.type !== 'case' ? type(item.type) : kind(item.kind)
  const over = item.state === 'breached' || item.state === 'unwatched'
  const taker = useAgentName(item.takenBy)
  const isTaken = !isNobodys(item)
  return (
    <li className="entry" data-state={item.state} data-taken={isTaken} data-risk={item.key}>
      <StateShape mark={workItemIcon[item.state]} className="entry-shape" />
      <p className="entry-time">{item.dueAt === null ? <Icon name="eyeOff" /> : <Until at={item.dueAt} />}</p>
      <p className="entry-what">{item.rule === null ? t('noClock') : title(rule, item.rule)}</p>
      <p className="entry-why">
        {/* Who has it leads: of two lines it is the one that is read. */}
        {taker !== null && <b data-taker={item.takenBy}>{band('onIt', { name: taker })}</b>}
        {over && !isTaken && <b>{t('nobody')}</b>}
        {item.came > 0 && (
          <b className="entry-again" data-again={item.came}>
            <Icon name="callback" /> {band('again', { count: item.came })}
          </b>
        )}
        {agent !== null &&
          agent !== taker &&
          (over ? <b>{t('has', { name: agent })}</b> : <span>{agent}</span>)}
        {/* "Complaint · Complaints" says one thing twice. */}
        {queue?.name.startsWith(what) !== true && <span>{what}</span>}
        {queue !== null && <span>{queue.name}</span>}
      </p>
    </li>
  )
})

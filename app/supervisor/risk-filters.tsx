'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRuleTitle } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Pick } from '../_ui/pick.tsx'
import type { WorkItem, WorkItemType } from '../_work-items/work-item.ts'
import { setAddress, useAddress } from './address.ts'
import { useCauseTitle } from './causes.tsx'
import { useQueueOptions } from './use-queue-options.ts'

const types: WorkItemType[] = ['case', 'promise', 'callback', 'recovery', 'handoff', 'approval', 'contact']

const noFilters = { queue: '', team: '', rule: '', kind: '', cause: '' }

/** Whether an entry passes what the address says about queue, team, rule and kind. */
export function useRiskFilter(): (entry: WorkItem) => boolean {
  const [queue] = useAddress('queue')
  const [team] = useAddress('team')
  const [rule] = useAddress('rule')
  const [type] = useAddress('kind')
  const [cause] = useAddress('cause')
  return useMemo(
    () => (entry) =>
      (queue === '' || entry.queue === queue) &&
      (team === '' || entry.team === team) &&
      (rule === '' || entry.rules.includes(rule)) &&
      (type === '' || entry.type === type) &&
      (cause === '' || entry.cause === cause),
    [queue, team, rule, type, cause],
  )
}

export function RiskFilters() {
  const t = useTranslations('supervisor')
  const term = useTranslations('term')
  const typeWord = useTranslations('type')
  const facts = useFacts()
  const ruleTitle = useRuleTitle()
  const queues = useQueueOptions()
  const [queue, setQueue] = useAddress('queue')
  const [team, setTeam] = useAddress('team')
  const [rule, setRule] = useAddress('rule')
  const [type, setType] = useAddress('kind')
  const [cause, setCause] = useAddress('cause')
  const causeTitle = useCauseTitle()
  const causes = (facts.causes ?? []).map(({ id }) => ({ id, name: causeTitle(id) }))
  const rules = (facts.rules ?? []).map((each) => ({ id: each.id, name: ruleTitle(each, each.id) }))
  return (
    <div className="flex flex-wrap gap-1.5 border-b border-line py-2 [&>[data-set]]:min-w-0 [&>[data-set]]:flex-1 [&>[data-set]]:basis-24">
      <Pick label={term('queue')} all={term('queue')} value={queue} onPick={setQueue} options={queues} />
      <Pick
        label={term('team')}
        all={term('team')}
        value={team}
        onPick={setTeam}
        options={facts.teams ?? []}
      />
      <Pick label={t('rule')} all={t('rule')} value={rule} onPick={setRule} options={rules} />
      <Pick
        label={t('kind')}
        all={t('kind')}
        value={type}
        onPick={setType}
        options={types.map((id) => ({ id, name: typeWord(id) }))}
      />
      {causes.length > 0 && (
        <Pick label={t('cause')} all={t('cause')} value={cause} onPick={setCause} options={causes} />
      )}
      {[queue, team, rule, type, cause].some((each) => each !== '') && (
        <Button tone="quiet" onClick={() => setAddress(noFilters)}>
          {t('clearFilters')}
        </Button>
      )}
    </div>
  )
}

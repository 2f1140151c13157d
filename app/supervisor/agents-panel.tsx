'use client'
import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useShown } from '../_live/use-derived.ts'
import { useLive } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import type { Facts } from '../_shell/load-facts.ts'
import { Button } from '../_ui/button.tsx'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { FindField } from '../_ui/find-field.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { agentIcon } from '../_work-items/agent-icon.ts'
import { useAddress } from './address.ts'
import { AgentList } from './agent-list.tsx'
import { countedStates, createAgentsByTeam } from './agents-by-team.ts'
import { useFolding } from './use-folding.ts'
import { useQueueOptions } from './use-queue-options.ts'

const NO_TEAMS: NonNullable<Facts['teams']> = []

/** Teams of a floor with more agents than these are folded, unless something is looked for. */
const FEW = 60

/** Who, in which state, why, and for how long, by team; signed-out people are counted and not listed. */
export function AgentsPanel({ className = '' }: { className?: string }) {
  const t = useTranslations('supervisor')
  const term = useTranslations('term')
  const state = useTranslations('agentState')
  const format = useFormats()
  const { store } = useLive()
  const { teams = NO_TEAMS } = useFacts()
  const [only, setOnly] = useAddress('agents')
  const [queue, setQueue] = useAddress('at')
  const [find, setFind] = useAddress('find')
  const queues = useQueueOptions()
  const make = useCallback(
    () =>
      createAgentsByTeam(
        store,
        teams.map(({ id }) => id),
        { queue, state: only, find },
      ),
    [store, teams, queue, only, find],
  )
  const { derived: agents } = useShown(store.changes, make)
  const names = useMemo(() => new Map(teams.map(({ id, name }) => [id, name])), [teams])
  const counted = countedStates(agents.counts)
  const sum = counted.reduce((all, [, count]) => all + count, 0)
  const { isOpen, toggle, isAllOpen, turnAll } = useFolding(sum <= FEW || only !== '' || find !== '')
  const groups = agents.groups()
  return (
    <Panel
      part="agents"
      label={term('agents')}
      title={
        <>
          {term('agents')} <span className="figure ms-1 font-normal text-ink-3">{format.count(sum)}</span>
        </>
      }
      className={className}
      aside={
        <FilterSelect
          label={term('queue')}
          all={term('queue')}
          value={queue}
          onPick={setQueue}
          options={queues}
        />
      }
    >
      <div className="flex flex-wrap gap-1 py-2">
        {counted.map(([each, count]) => (
          <button
            key={each}
            type="button"
            aria-pressed={only === each}
            onClick={() => setOnly(only === each ? '' : each)}
            className="flex items-center gap-1.5 rounded-full border border-line px-2 py-0.5 text-sm text-ink-2 hover:border-line-strong aria-pressed:border-accent aria-pressed:text-ink"
          >
            <StateShape mark={agentIcon[each]} />
            {state(each)} <b className="figure text-ink">{format.count(count)}</b>
          </button>
        ))}
      </div>
      <div className="flex items-center justify-between gap-2 border-b border-line pb-2">
        <FindField label={t('findAgent')} value={find} onChange={setFind} />
        {groups.length > 1 && (
          <Button tone="quiet" onClick={() => turnAll(!isAllOpen)}>
            {t(isAllOpen ? 'foldAll' : 'openAll')}
          </Button>
        )}
      </div>
      {groups.length === 0 ? (
        <Nothing>{t(find === '' ? 'nobodyHere' : 'nobodyFound')}</Nothing>
      ) : (
        <AgentList
          agents={agents}
          groups={groups}
          nameOf={(team) => (team === '' ? t('noTeam') : (names.get(team) ?? team))}
          label={term('agents')}
          isOpen={isOpen}
          onToggle={toggle}
        />
      )}
    </Panel>
  )
}

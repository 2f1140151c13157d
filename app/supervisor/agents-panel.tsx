'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentRow, AgentState } from '#core/row.ts'
import { useAllRows } from '../_live/use-live.ts'
import { agentMark } from '../_rows/agent-mark.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { Pick } from '../_ui/pick.tsx'
import { StateShape } from '../_ui/state-mark.tsx'
import { useAddress } from './address.ts'
import { AgentCell } from './agent-cell.tsx'

/** Who is free first, then who is about to be, then who talks, then who is away. */
const order: AgentState[] = ['available', 'ringing', 'wrap_up', 'busy', 'hold', 'away', 'offline']

function compareAgents(a: AgentRow, b: AgentRow): number {
  const byState = order.indexOf(a.state) - order.indexOf(b.state)
  if (byState !== 0) return byState
  const [since, other] = [a.since ?? '~', b.since ?? '~']
  return since === other ? (a.name < b.name ? -1 : 1) : since < other ? -1 : 1
}

/** Who, in which state, why, and for how long; signed-out people are counted and not listed. */
export function AgentsPanel({ className = '' }: { className?: string }) {
  const t = useTranslations('supervisor')
  const term = useTranslations('term')
  const state = useTranslations('agentState')
  const all = useAllRows('agent')
  const [only, setOnly] = useAddress('agents')
  const [queue, setQueue] = useAddress('at')
  const queues = useAllRows('queue')
  const agents = useMemo(
    () => (queue === '' ? all : all.filter(({ queues: theirs }) => theirs.includes(queue))),
    [all, queue],
  )
  const counted = useMemo(() => {
    const sums = new Map<AgentState, number>()
    for (const row of agents) sums.set(row.state, (sums.get(row.state) ?? 0) + 1)
    return order.map((each) => [each, sums.get(each) ?? 0] as const).filter(([, count]) => count > 0)
  }, [agents])
  const listed = useMemo(
    () =>
      agents
        .filter((row) => (only === '' ? row.state !== 'offline' : row.state === only))
        .sort(compareAgents),
    [agents, only],
  )
  return (
    <Panel
      part="agents"
      label={term('agents')}
      title={term('agents')}
      className={className}
      aside={
        <Pick label={term('queue')} all={term('queue')} value={queue} onPick={setQueue} options={queues} />
      }
    >
      <div className="flex flex-wrap gap-x-1 gap-y-1 py-2">
        {counted.map(([each, count]) => (
          <button
            key={each}
            type="button"
            aria-pressed={only === each}
            onClick={() => setOnly(only === each ? '' : each)}
            className="flex items-center gap-1.5 rounded-full border border-line px-2 py-0.5 text-[0.8125rem] text-ink-2 hover:border-line-strong aria-pressed:border-accent aria-pressed:text-ink"
          >
            <StateShape mark={agentMark[each]} />
            {state(each)} <b className="figure text-ink">{count}</b>
          </button>
        ))}
      </div>
      {listed.length === 0 ? (
        <Nothing>{t('nobodyHere')}</Nothing>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(12.5rem,1fr))] gap-x-4">
          {listed.map(({ id }) => (
            <AgentCell key={id} id={id} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

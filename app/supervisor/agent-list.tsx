'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { agentIcon } from '../_work-items/agent-icon.ts'
import { useReading } from '../_work-items/use-reading.ts'
import { AgentCell } from './agent-cell.tsx'
import { type AgentGroup, type AgentsByTeam, countedStates, type StateCounts } from './agents-by-team.ts'
import { useLanes } from './use-lanes.ts'

const CELL_PX = 50
const HEAD_PX = 52
/** What a cell needs to be read. */
const CELL_WIDTH_PX = 200

interface GroupHeadProps {
  team: string
  name: string
  counts: StateCounts
  open: boolean
  onPress: (team: string) => void
}

/** A team: its name and how many of it are in which state; pressed, it shows them. */
const GroupHead = memo(function GroupHead({ team, name, counts, open, onPress }: GroupHeadProps) {
  const state = useTranslations('agentState')
  const counted = countedStates(counts)
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={() => onPress(team)}
      data-team={team}
      className="grid h-full w-full grid-cols-[1rem_minmax(0,1fr)_auto] content-center items-center gap-x-1 border-b border-line text-start hover:bg-surface"
    >
      <Icon name="chevron" className={open ? 'rotate-90 text-ink-3' : 'text-ink-3'} />
      <span className="truncate font-medium">{name}</span>
      <span className="figure text-ink-3">{counted.reduce((sum, [, count]) => sum + count, 0)}</span>
      <span className="col-start-2 col-end-4 flex gap-x-2.5 overflow-hidden text-sm whitespace-nowrap text-ink-2">
        {counted.map(([each, count]) => (
          <span key={each} title={state(each)} className="figure">
            <StateShape mark={agentIcon[each]} /> {count}
            <span className="sr-only"> {state(each)}</span>
          </span>
        ))}
      </span>
    </button>
  )
})

interface AgentListProps {
  agents: AgentsByTeam
  groups: readonly AgentGroup[]
  nameOf: (team: string) => string
  label: string
  isOpen: (team: string) => boolean
  onToggle: (team: string) => void
}

interface ListRow {
  group: AgentGroup
  /** Which agents of the group; null: its head. */
  from: number | null
}

/** Which line of the whole list is what: found from the groups' lengths, however many agents they have. */
function rowAt(groups: readonly AgentGroup[], lanes: number, isOpen: AgentListProps['isOpen']) {
  const starts: number[] = []
  let length = 0
  for (const { team, listing } of groups) {
    starts.push(length)
    length += 1 + (isOpen(team) ? Math.ceil(listing.rows / lanes) : 0)
  }
  const at = (index: number): ListRow => {
    let which = starts.length - 1
    while (starts[which]! > index) which--
    const within = index - starts[which]! - 1
    return { group: groups[which]!, from: within < 0 ? null : within * lanes }
  }
  return { length, at }
}

/** Agents by team, folded or not; only what is in sight is made, and nothing moves while it is read. */
export function AgentList({ agents, groups, nameOf, label, isOpen, onToggle }: AgentListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { reading, letIn } = useReading(agents)
  const lanes = useLanes(scroller, CELL_WIDTH_PX)
  const rows = rowAt(groups, lanes, isOpen)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows.at(index).from === null ? HEAD_PX : CELL_PX),
    getItemKey: (index) => {
      const { group, from } = rows.at(index)
      return `${group.team}/${from ?? ''}`
    },
    overscan: 4,
  })
  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...reading}>
      <FreshButton count={agents.fresh} onPress={letIn} />
      <section
        ref={scroller}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it with the arrow keys.
        tabIndex={0}
        className="scrolls max-h-[34rem] min-h-0 flex-1 overflow-y-auto 2xl:max-h-none"
      >
        <ul className="relative" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start, size }) => {
            const { group, from } = rows.at(index)
            const { team, counts, listing } = group
            const cells =
              from === null
                ? []
                : Array.from({ length: Math.min(lanes, listing.rows - from) }, (_, lane) =>
                    listing.row(from + lane),
                  )
            return (
              <li
                key={key}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 [contain:layout_style]"
                style={{ blockSize: size, transform: `translateY(${start}px)` }}
              >
                {from === null ? (
                  <GroupHead
                    team={team}
                    name={nameOf(team)}
                    counts={counts}
                    open={isOpen(team)}
                    onPress={onToggle}
                  />
                ) : (
                  <div
                    className="grid h-full gap-x-4"
                    style={{ gridTemplateColumns: `repeat(${lanes}, minmax(0, 1fr))` }}
                  >
                    {cells.map(({ item, gone }) => (
                      <AgentCell key={item.key} row={item.row} gone={gone} />
                    ))}
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      </section>
    </div>
  )
}

'use client'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useRuleTitle } from '../_format/use-words.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PopoverFrame } from '../_ui/popover-frame.tsx'
import type { SelectOption } from '../_ui/select.tsx'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import type { WorkItem, WorkItemType } from '../_work-items/work-item.ts'
import { addressNow, setAddress, useAddress } from './address.ts'
import { type FilterName, type Filters, filterNames } from './filter-names.ts'
import { savedFilters, saveFilters } from './saved-filters.ts'
import { useQueueOptions } from './use-queue-options.ts'

const types: WorkItemType[] = ['case', 'promise', 'callback', 'recovery', 'handoff', 'approval', 'contact']

/** As an owner: nobody, or somebody who is signed out. */
const owners = ['none', 'out'] as const

function useFilters(): Filters {
  const [queue] = useAddress('queue')
  const [team] = useAddress('team')
  const [rule] = useAddress('rule')
  const [kind] = useAddress('kind')
  const [cause] = useAddress('cause')
  const [owner] = useAddress('owner')
  return useMemo(() => ({ queue, team, rule, kind, cause, owner }), [queue, team, rule, kind, cause, owner])
}

function hasOwner({ agent, agentIsOut, department }: WorkItem, owner: string): boolean {
  if (owner === 'none') return agent === null && department === null
  return owner !== 'out' || agentIsOut
}

/** Whether an entry passes what the address says about queue, team, rule, kind, cause and owner. */
export function useRiskFilter(): (item: WorkItem) => boolean {
  const filters = useFilters()
  return useMemo(() => {
    const { queue, team, rule, kind, cause, owner } = filters
    return (item) =>
      (queue === '' || item.queue === queue) &&
      (team === '' || item.team === team) &&
      (rule === '' || item.rules.includes(rule)) &&
      (kind === '' || item.type === kind) &&
      (cause === '' || item.cause === cause) &&
      hasOwner(item, owner)
  }, [filters])
}

/** What a person filtered by last stands again when they come back without saying otherwise in the address. */
function useKept(filters: Filters): void {
  const me = useMe()?.id ?? ''
  const isRestored = useRef(false)
  useEffect(() => {
    if (isRestored.current) {
      saveFilters(me, filters)
      return
    }
    isRestored.current = true
    const isSaid = [...filterNames, 'show'].some((name) => addressNow(name) !== '')
    if (isSaid) saveFilters(me, filters)
    else setAddress(savedFilters(me))
  }, [me, filters])
}

interface FilterChoice {
  name: FilterName
  label: string
  options: readonly SelectOption[]
}

function useChoices(): FilterChoice[] {
  const t = useTranslations('supervisor')
  const term = useTranslations('term')
  const typeWord = useTranslations('type')
  const facts = useFacts()
  const ruleTitle = useRuleTitle()
  const causeTitle = useCauseTitle()
  const queues = useQueueOptions()
  return [
    { name: 'queue', label: term('queue'), options: queues },
    { name: 'team', label: term('team'), options: facts.teams ?? [] },
    { name: 'owner', label: t('owner'), options: owners.map((id) => ({ id, name: t(`owners.${id}`) })) },
    {
      name: 'rule',
      label: t('rule'),
      options: (facts.rules ?? []).map((each) => ({ id: each.id, name: ruleTitle(each, each.id) })),
    },
    { name: 'kind', label: t('kind'), options: types.map((id) => ({ id, name: typeWord(id) })) },
    {
      name: 'cause',
      label: t('cause'),
      options: (facts.causes ?? []).map(({ id }) => ({ id, name: causeTitle(id) })),
    },
  ]
}

/** What is filtered by, as chips that take it away; and the one button behind which all filters are. */
export function RiskFilters() {
  const t = useTranslations('supervisor')
  const filters = useFilters()
  const focus = useKeepFocus('[data-filter]')
  useKept(filters)
  const choices = useChoices().filter(({ options }) => options.length > 0)
  const set = choices.filter(({ name }) => filters[name] !== '')
  const nameOf = ({ name, options }: FilterChoice) =>
    options.find(({ id }) => id === filters[name])?.name ?? filters[name]
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-b border-line py-1.5" {...focus}>
      <PopoverFrame
        label={t('filter')}
        part="filters"
        align="start"
        trigger={
          <Button data-filter="" aria-label={t('filterBy', { count: set.length })}>
            <Icon name="filter" /> {t('filter')}
          </Button>
        }
      >
        {choices.map(({ name, label, options }) => (
          <div key={name} className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-2 text-ink-2">
            <span aria-hidden="true">{label}</span>
            <FilterSelect
              label={label}
              all={t('any')}
              value={filters[name]}
              onPick={(value) => setAddress({ [name]: value })}
              options={options}
              isWide
            />
          </div>
        ))}
      </PopoverFrame>
      {set.map((choice) => (
        <button
          key={choice.name}
          type="button"
          data-chip={choice.name}
          onClick={() => setAddress({ [choice.name]: '' })}
          aria-label={t('clearFilter', { what: `${choice.label} ${nameOf(choice)}` })}
          className="flex min-h-7 max-w-60 items-center gap-1.5 rounded-full border border-accent bg-accent-soft px-2.5 text-sm text-ink hover:border-ink-3"
        >
          <span className="truncate">
            <span className="text-ink-2">{choice.label}</span> {nameOf(choice)}
          </span>
          <Icon name="cross" className="text-ink-3" />
        </button>
      ))}
      {set.length > 1 && (
        <Button
          tone="quiet"
          onClick={() => setAddress(Object.fromEntries(filterNames.map((name) => [name, ''])))}
        >
          {t('clearFilters')}
        </Button>
      )}
    </div>
  )
}

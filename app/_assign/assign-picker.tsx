'use client'
import { Combobox } from '@base-ui/react/combobox'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Icon } from '../_ui/icons.tsx'
import { type AssigneeGroup, type GivenAs, groupAssignees, idOf } from './assignee-groups.ts'
import { AssigneeRow } from './assignee-row.tsx'
import { useAssignees } from './use-assignees.ts'

export interface AssignPickerProps {
  /** The button that opens it. */
  trigger: ReactElement
  /** What it opens, for who does not see it. */
  label: string
  as: GivenAs
  queue?: string | null
  team?: string | null
  /** Who has it now, by the id that `as` means; null: nobody. */
  owner?: string | null
  onPick: (one: Assignee) => void
  /** Takes it from who has it, and gives it to nobody; left out where nobody has it. */
  onGiveBack?: (() => void) | undefined
}

const nameOf = ({ name }: Assignee) => name
const itemClass =
  'grid min-h-11 cursor-pointer grid-cols-[1rem_minmax(0,1fr)_auto] content-center gap-x-1.5 px-3 py-1 outline-none data-highlighted:bg-accent-soft'

/** Names of teams and queues by their id. */
function usePlaceNames(): (id: string) => string {
  const { teams = [], queues = [] } = useFacts()
  return useMemo(() => {
    const names = new Map([...queues, ...teams].map(({ id, name }) => [id, name]))
    return (id) => names.get(id) ?? id
  }, [teams, queues])
}

/**
 * Puts somebody in charge: found by name, number, team or queue; who is here first, who is signed out apart. Only as many
 * lines are made as one reads, however many people there are.
 */
export function AssignPicker(props: AssignPickerProps) {
  const { trigger, label, as, queue, team, owner = null, onPick, onGiveBack } = props
  const t = useTranslations('assign')
  const me = useMe()
  const places = usePlaceNames()
  const { all, isFaulty, read } = useAssignees()
  const [open, setOpen] = useState(false)
  const [find, setFind] = useState('')
  const groups = useMemo(() => {
    const query = { as, find, queue, team, except: owner, nameOf: places }
    return groupAssignees(all ?? [], { ...query, me: as === 'agent' ? me?.agent : me?.id })
  }, [all, as, find, queue, team, owner, places, me])
  const shown = groups.reduce((sum, { items }) => sum + items.length, 0)
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  function turn(next: boolean): void {
    setOpen(next)
    setFind('')
    if (next) read()
  }
  return (
    <Combobox.Root
      items={groups}
      filteredItems={groups}
      filter={null}
      itemToStringLabel={nameOf}
      isItemEqualToValue={(a: Assignee, b: Assignee) => idOf(a, as) === idOf(b, as)}
      value={null}
      onValueChange={(one: Assignee | null) => {
        if (one !== null) onPick(one)
      }}
      inputValue={find}
      onInputValueChange={(text, { reason }) => {
        if (reason === 'input-change' || reason === 'input-clear') setFind(text)
      }}
      open={open}
      onOpenChange={turn}
      autoHighlight
    >
      <Combobox.Trigger render={trigger} aria-label={label} />
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="end" className="z-50">
          <Combobox.Popup
            aria-label={label}
            data-assign=""
            className="flex max-h-[min(28rem,var(--available-height))] w-[24rem] max-w-[94vw] flex-col rounded-md border border-line-strong bg-raised text-sm text-ink shadow-[0_8px_24px_var(--shade)] outline-none"
          >
            <span className="relative border-b border-line p-2">
              <Icon
                name="search"
                className="pointer-events-none absolute inset-y-0 start-3.5 my-auto text-ink-3"
              />
              <Combobox.Input
                aria-label={t('find')}
                placeholder={t('find')}
                className="h-9 w-full rounded-[5px] border border-line bg-surface ps-7 pe-2 text-base"
              />
            </span>
            {onGiveBack !== undefined && find === '' && (
              <button
                type="button"
                data-give-back=""
                onClick={() => {
                  turn(false)
                  onGiveBack()
                }}
                className="border-b border-line px-3 py-2 text-start text-ink-2 hover:bg-accent-soft"
              >
                {t('giveBack')}
              </button>
            )}
            <Combobox.Empty className="px-3 py-3 text-ink-3 empty:hidden">
              {all !== null ? t('nobody') : t(isFaulty ? 'unread' : 'reading')}
            </Combobox.Empty>
            <Combobox.List className="min-h-0 overflow-y-auto overscroll-contain pb-1 empty:p-0">
              {({ place, items, count: of }: AssigneeGroup) => (
                <Combobox.Group key={place} items={items} data-place={place}>
                  <Combobox.GroupLabel className="sticky top-0 z-10 flex justify-between bg-raised px-3 pt-2 pb-1 text-xs text-ink-3">
                    {t(`place.${place}`)} {place !== 'me' && <span className="figure">{of}</span>}
                  </Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(one: Assignee) => (
                      <Combobox.Item
                        key={idOf(one, as)}
                        value={one}
                        data-assignee={idOf(one, as)}
                        className={itemClass}
                      >
                        <AssigneeRow one={one} nameOf={places} />
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
            {count > shown && (
              <p className="border-t border-line px-3 py-1.5 text-xs text-ink-3">
                {t('more', { count: count - shown })}
              </p>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

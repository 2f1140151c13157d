'use client'
import { Combobox } from '@base-ui/react/combobox'
import { useTranslations } from 'use-intl/react'
import { Icon } from './icons.tsx'
import { optionClass, popupClass } from './popup-class.ts'
import type { SelectOption } from './select.tsx'

export interface FilterProps {
  label: string
  value: string
  /** What is said where nothing is filtered. */
  all: string
  options: readonly SelectOption[]
  onPick: (value: string) => void
  /** It takes all the room there is. */
  isWide?: boolean
}

const nameOf = ({ name }: SelectOption) => name
const isSame = (a: SelectOption, b: SelectOption) => a.id === b.id

/** A filter with more options than one reads: typed into, it offers those whose name has what was typed. */
export function FilterCombobox({ label, value, all, options, onPick, isWide = false }: FilterProps) {
  const t = useTranslations('pick')
  return (
    <Combobox.Root
      items={options}
      value={options.find(({ id }) => id === value) ?? null}
      onValueChange={(option: SelectOption | null) => onPick(option?.id ?? '')}
      itemToStringLabel={nameOf}
      isItemEqualToValue={isSame}
      autoHighlight
    >
      <div
        data-set={value !== ''}
        className={`flex h-7 min-w-0 items-center rounded-[5px] border border-line bg-surface text-sm text-ink-2 data-[set=true]:border-accent data-[set=true]:text-ink ${isWide ? 'w-full' : 'w-36 max-w-44'}`}
      >
        <Combobox.Input
          aria-label={label}
          placeholder={all}
          className="h-full w-0 min-w-0 flex-1 bg-transparent px-1.5 outline-offset-0 placeholder:text-ink-2"
        />
        {value === '' ? (
          <Combobox.Trigger aria-label={label} className="h-full px-1.5">
            <Icon name="down" />
          </Combobox.Trigger>
        ) : (
          <Combobox.Clear aria-label={t('clear')} className="h-full px-1.5">
            <Icon name="cross" />
          </Combobox.Clear>
        )}
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-50">
          <Combobox.Popup className={`${popupClass} w-max max-w-[90vw] min-w-[var(--anchor-width)]`}>
            <Combobox.Empty className="px-3 py-1.5 text-ink-3 empty:hidden">{t('nothing')}</Combobox.Empty>
            <Combobox.List>
              {(option: SelectOption) => (
                <Combobox.Item key={option.id} value={option} className={optionClass}>
                  {option.name}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

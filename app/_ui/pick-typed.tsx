'use client'
import { Combobox } from '@base-ui/react/combobox'
import { useTranslations } from 'use-intl/react'
import { Icon } from './icons.tsx'
import type { PickOption, PickProps } from './pick-props.ts'

const nameOf = ({ name }: PickOption) => name
const isSame = (a: PickOption, b: PickOption) => a.id === b.id

/** A filter with more options than one reads: typed into, it offers those whose name has what was typed. */
export function PickTyped({ label, value, all, options, onPick }: PickProps) {
  const t = useTranslations('pick')
  return (
    <Combobox.Root
      items={options}
      value={options.find(({ id }) => id === value) ?? null}
      onValueChange={(option: PickOption | null) => onPick(option?.id ?? '')}
      itemToStringLabel={nameOf}
      isItemEqualToValue={isSame}
      autoHighlight
    >
      <div
        data-set={value !== ''}
        data-pick=""
        className="flex h-7 w-36 max-w-44 min-w-0 items-center rounded-[5px] border border-line bg-surface text-sm text-ink-2 data-[set=true]:border-accent data-[set=true]:text-ink"
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
          <Combobox.Popup className="max-h-80 w-max max-w-[90vw] min-w-[var(--anchor-width)] overflow-auto rounded-md border border-line-strong bg-raised py-1 text-sm text-ink shadow-[0_8px_24px_var(--shade)] outline-none">
            <Combobox.Empty className="px-3 py-1.5 text-ink-3 empty:hidden">{t('nothing')}</Combobox.Empty>
            <Combobox.List>
              {(option: PickOption) => (
                <Combobox.Item
                  key={option.id}
                  value={option}
                  className="cursor-pointer px-3 py-1.5 outline-none data-highlighted:bg-accent-soft data-selected:font-semibold"
                >
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

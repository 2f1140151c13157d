'use client'
import { Menu } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'

export interface Choice {
  key: string
  label: ReactNode
  choose: () => void
}

/** A button that opens a short list of things to do. */
export function Choose({ trigger, choices }: { trigger: ReactElement; choices: readonly Choice[] }) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className="max-h-80 min-w-36 overflow-auto rounded-md border border-line-strong bg-raised py-1 text-[0.8125rem] text-ink shadow-[0_8px_24px_var(--shade)] outline-none">
            {choices.map((choice) => (
              <Menu.Item
                key={choice.key}
                onClick={choice.choose}
                className="cursor-pointer px-3 py-1.5 outline-none data-highlighted:bg-accent-soft"
              >
                {choice.label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

'use client'
import { Menu } from '@base-ui/react/menu'
import { type ReactElement, type ReactNode, useState } from 'react'
import { optionClass, popupClass } from './popup-class.ts'

export interface Choice {
  key: string
  label: ReactNode
  choose: () => void
}

interface ChooseProps {
  trigger: ReactElement
  /** A function is asked when the list is opened, and not before. */
  choices: readonly Choice[] | (() => readonly Choice[])
  /** What is said where there is nothing to choose. */
  none?: string
}

function Choices({ choices, none }: Omit<ChooseProps, 'trigger'>) {
  const [given] = useState(choices)
  const shown = typeof choices === 'function' ? (given as readonly Choice[]) : choices
  if (shown.length === 0) return <p className="px-3 py-1.5 text-ink-3">{none}</p>
  return shown.map((choice) => (
    <Menu.Item key={choice.key} onClick={choice.choose} className={optionClass}>
      {choice.label}
    </Menu.Item>
  ))
}

/** A button that opens a short list of things to do. */
export function Choose({ trigger, choices, none }: ChooseProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className={`${popupClass} min-w-36`}>
            <Choices choices={choices} none={none} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

'use client'
import { Popover } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import type { KeepFocus } from './use-keep-focus.ts'

interface PopoverFrameProps {
  trigger: ReactElement
  /** What it is called, and how tests and keys know it. */
  label: string
  part: string
  align: 'start' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Where what was pressed in it goes with the press. */
  focus?: KeepFocus
  children: ReactNode
}

/** What opens beneath a button and stays open while several things in it are pressed. */
export function PopoverFrame({ trigger, label, part, align, focus, children, ...root }: PopoverFrameProps) {
  return (
    <Popover.Root {...root}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align={align} className="z-40">
          <Popover.Popup
            aria-label={label}
            data-part={part}
            {...focus}
            className="grid w-72 max-w-[92vw] gap-2 rounded-md border border-line-strong bg-raised p-3 text-sm text-ink shadow-[0_8px_24px_var(--shade)] outline-none"
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

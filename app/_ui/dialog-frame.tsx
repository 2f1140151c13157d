'use client'
import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

const widths = { '30rem': 'w-[30rem]', '32rem': 'w-[32rem]', '36rem': 'w-[36rem]', '40rem': 'w-[40rem]' }

interface DialogFrameProps {
  title: ReactNode
  width: keyof typeof widths
  /** Its title stands as large as those of the page's parts. */
  quiet?: boolean
  finalFocus?: Dialog.Popup.Props['finalFocus']
  children: ReactNode
}

/** What every window over a page looks like: in its middle, named, with what is under it in the shade. Stands in a `Dialog.Root`. */
export function DialogFrame({ title, width, quiet = false, finalFocus, children }: DialogFrameProps) {
  return (
    <Dialog.Portal>
      <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--shade)]" />
      <Dialog.Popup
        {...(finalFocus !== undefined && { finalFocus })}
        className={`fixed inset-0 z-50 m-auto grid h-fit max-h-[94dvh] max-w-[94vw] gap-3 overflow-y-auto rounded-md border border-line-strong bg-raised p-5 outline-none ${widths[width]}`}
      >
        <Dialog.Title className={`font-semibold ${quiet ? 'text-lg' : 'text-xl'}`}>{title}</Dialog.Title>
        {children}
      </Dialog.Popup>
    </Dialog.Portal>
  )
}

'use client'
import { Toast } from '@base-ui/react/toast'
import { type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import { isTyping } from '../_browser/is-typing.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** So long what was done can be taken back by one press. */
const UNDO_MS = 5_000

interface DoneData {
  /** Takes it back. */
  undo?: () => Promise<void>
}

const notices = Toast.createToastManager<DoneData>()
const MOST = 3
/** What only says that something was done takes the place of the last of its kind. */
const SAYS_ONLY = 'said'
/** Of the lines that are shown, the oldest first. */
const shown = new Set<string>()
let count = 0

/**
 * Says what was done, on the page's lower edge, for five seconds and as long as one points at it; with `undo`, one press
 * takes it back. The last three acts stand one above the other, each with its own five seconds.
 */
export function showDone(text: string, undo?: () => Promise<void>): void {
  const id = undo === undefined ? SAYS_ONLY : `act-${++count}`
  shown.delete(id)
  shown.add(id)
  const [oldest] = shown
  if (shown.size > MOST && oldest !== undefined) notices.close(oldest)
  const onClose = () => shown.delete(id)
  notices.add({ id, title: text, timeout: UNDO_MS, onClose, data: undo === undefined ? {} : { undo } })
}

function Notices() {
  const t = useTranslations('done')
  const { toasts, close } = Toast.useToastManager<DoneData>()
  // The newest stands first.
  const latest = toasts.find(
    ({ transitionStatus, data }) => transitionStatus !== 'ending' && data?.undo !== undefined,
  )
  useEffect(() => {
    if (latest === undefined) return
    const { id, data } = latest
    function press(event: KeyboardEvent): void {
      if (event.key !== 'u' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
      event.preventDefault()
      close(id)
      void data?.undo?.()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [latest, close])
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-done=""
      className="rounded-md border border-line-strong bg-raised shadow-[0_8px_24px_var(--shade)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 py-2 ps-4 pe-2">
        <Icon name="check" className="text-ok" />
        <Toast.Title className="min-w-0 flex-1 text-base font-medium break-words" />
        {toast.data?.undo !== undefined && (
          <Button
            size="large"
            className="min-h-9"
            data-act="undo"
            aria-keyshortcuts="u"
            onClick={() => {
              close(toast.id)
              void toast.data?.undo?.()
            }}
          >
            {t('undo')}
          </Button>
        )}
      </Toast.Content>
    </Toast.Root>
  ))
}

/** Where that is said. */
export function DoneNotices({ children }: { children: ReactNode }) {
  const t = useTranslations('done')
  return (
    <Toast.Provider toastManager={notices} limit={MOST}>
      {children}
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t('label')}
          className="fixed inset-x-0 bottom-4 z-50 mx-auto flex w-fit max-w-[min(40rem,94vw)] flex-col-reverse gap-2 outline-none"
        >
          <Notices />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

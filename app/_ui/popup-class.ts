/** What opens over a page: a menu, a list to choose from. */
export const popupClass =
  'max-h-80 overflow-auto rounded-md border border-line-strong bg-raised py-1 text-sm text-ink shadow-[0_8px_24px_var(--shade)] outline-none'
/** One of what may be chosen in it. */
export const optionClass =
  'cursor-pointer px-3 py-1.5 outline-none data-highlighted:bg-accent-soft data-selected:font-semibold'

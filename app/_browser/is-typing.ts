/** Where keys are text, or choose from what is open: a field, a list, a menu. A box to tick takes the space bar alone. */
const TYPED_INTO =
  'input:not([type="checkbox"]), textarea, select, [contenteditable], [data-typeahead], [role="listbox"], [role="menu"]'

const WINDOW = '[role="dialog"]:not([data-done]), [role="alertdialog"]'

/** Whether a key was pressed in a window that lies over the page: the page beneath is not meant. */
export function isInWindow({ target }: Pick<Event, 'target'>): boolean {
  return target instanceof Element && target.closest(WINDOW) !== null
}

/** Whether a key was pressed into something that takes keys for itself: no shortcut of a page is meant by it. */
export function isTyping({ target }: Pick<Event, 'target'>): boolean {
  return target instanceof HTMLElement && target.closest(TYPED_INTO) !== null
}

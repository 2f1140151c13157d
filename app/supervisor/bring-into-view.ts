/** Scrolls to a part of the page, once what was pressed has been drawn there; one that is in sight stays where it is. */
export function bringIntoView(part: string): void {
  requestAnimationFrame(() => {
    document.querySelector(`[data-part="${part}"]`)?.scrollIntoView({ block: 'nearest' })
  })
}

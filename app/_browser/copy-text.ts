/**
 * Copies a text. By plain http browsers give pages no clipboard: then the text is selected and copied as a person would
 * do it. False: the browser refused that, too, and what `shown` holds stands selected for the keys to copy it.
 */
export async function copyText(text: string, shown: HTMLElement): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    if (done) return true
  }
  select(shown)
  return document.execCommand('copy')
}

function select(shown: HTMLElement): void {
  if (shown instanceof HTMLInputElement) {
    shown.select()
    return
  }
  const range = document.createRange()
  range.selectNodeContents(shown)
  const selection = getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

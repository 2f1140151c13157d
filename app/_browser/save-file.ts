/** Has the browser keep a file under a name. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has read it by then, or asks where to put it and holds it itself.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

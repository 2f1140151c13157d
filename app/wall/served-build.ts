/** Which build of the pages the server serves now; null while it is not heard. */
export async function servedBuild(): Promise<string | null> {
  try {
    const answer = await fetch('/build', { cache: 'no-store' })
    return answer.ok ? await answer.text() : null
  } catch {
    return null
  }
}

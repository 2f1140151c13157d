import { fetchWithin } from './fetch-within.ts'

/** Puts on record that a table of so many rows is had as a file; false: it is not, and the file is not to be made. */
export async function recordExport(file: string, rows: number): Promise<boolean> {
  try {
    const answer = await fetchWithin('/api/v1/exports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file, rows }),
    })
    return answer.ok
  } catch {
    return false
  }
}

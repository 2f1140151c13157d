'use client'
import { useEffect, useState } from 'react'
import { load } from '../_shell/load-facts.ts'
import { screenToken } from '../_shell/screen-token.ts'

const AGAIN_MS = 30_000

/** A picture of the board's own beside its queues, such as the month's theme; until it is there, nothing. */
export function WallPicture({ id }: { id: string }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    async function read(): Promise<void> {
      const found = await load<{ url: string }>(`/api/v1/pictures/${id}`, screenToken())
      if (over) return
      if (found.ok) setUrl(found.value.url)
      // What is not there will not come; a server that does not answer may.
      else if (found.status === 0 || found.status >= 500) timer = setTimeout(read, AGAIN_MS)
    }
    void read()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [id])
  return url === null ? null : <img className="wall-picture" src={url} alt="" />
}

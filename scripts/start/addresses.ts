import { readFileSync } from 'node:fs'
import type { Env } from '#store/env.ts'
import { parseSite } from '#store/site-file/parse-site.ts'

/** Tells where to look, on standard output: all else that `npm start` says goes to standard error. */
export function tellAddresses(env: Env): void {
  const at = (path: string) => `${env.publicUrl}${path}`
  console.log(`Wall        ${at(`/wall/${encodeURIComponent(firstBoard(env))}`)}`)
  console.log(`Supervisor  ${at('/supervisor')}`)
  console.log(`Desk        ${at('/desk')}`)
  console.log(`Sign in     ${at('/sign-in')}`)
}

/** The site may be another by now, from the screens; the board of the file is a good first address all the same. */
function firstBoard(env: Env): string {
  const parsed = parseSite(readFileSync(env.configFile, 'utf8'))
  return (parsed.ok && parsed.site.boards[0]?.id) || 'all'
}

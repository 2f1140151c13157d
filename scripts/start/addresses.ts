import { networkInterfaces } from 'node:os'
import type { Env } from '#platform/env.ts'

type Interfaces = ReturnType<typeof networkInterfaces>

const LOOPBACK = /^(localhost|127\.[\d.]+|::1|\[::1\])$/
const EVERYWHERE = new Set(['0.0.0.0', '::'])

/** Whether a host, as HOST or in an address, is reached from this machine alone. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host)

/** Tells where to look, on standard output: all else that `npm start` says goes to standard error. */
export function printAddresses(env: Env, board: string | null): void {
  const address = shownAddress(env)
  // Without a board there is no wall to look at yet.
  if (board !== null) console.log(`Wall        ${address}/wall/${encodeURIComponent(board)}`)
  console.log(`Supervisor  ${address}/supervisor`)
  console.log(`Desk        ${address}/desk`)
  console.log(`Sign in     ${address}/sign-in`)
}

/** The address that was given, else one by which others reach this machine, where it listens to them. */
export function shownAddress(
  { publicUrl, host, port }: Env,
  interfaces: Interfaces = networkInterfaces(),
): string {
  if (publicUrl !== `http://localhost:${port}` || isLoopback(host)) return publicUrl
  const seen = EVERYWHERE.has(host) ? addressInNetwork(interfaces) : host
  if (seen === null) return publicUrl
  return `http://${seen.includes(':') ? `[${seen}]` : seen}:${port}`
}

function addressInNetwork(interfaces: Interfaces): string | null {
  const all = Object.values(interfaces).flatMap((some) => some ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null
}

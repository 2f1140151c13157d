import type { Env } from '#store/env.ts'

/** Tells where to look, on standard output: all else that `npm start` says goes to standard error. */
export function tellAddresses({ publicUrl }: Env, board: string | null): void {
  // Without a board there is no wall to look at yet.
  if (board !== null) console.log(`Wall        ${publicUrl}/wall/${encodeURIComponent(board)}`)
  console.log(`Supervisor  ${publicUrl}/supervisor`)
  console.log(`Desk        ${publicUrl}/desk`)
  console.log(`Sign in     ${publicUrl}/sign-in`)
}

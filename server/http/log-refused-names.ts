import type { ProcessLog } from '#platform/process-log.ts'

/** As many refused names are said: a name is what a stranger chooses. */
const NAMES_SAID = 20

/** Says each name once that people use for this site and that it does not know; the start shows it on the terminal. */
export function logRefusedNames(log: Pick<ProcessLog, 'warn'>): (name: string) => void {
  const said = new Set<string>()
  return (name) => {
    if (said.has(name) || said.size >= NAMES_SAID) return
    said.add(name)
    log.warn(`a request for ${name} was refused: if that is a name of this site, set HUIYIN_HOSTS=${name}`)
  }
}

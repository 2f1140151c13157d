import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One instruction, such as `COPY` with what follows it. */
export interface Instruction {
  readonly name: string
  readonly text: string
}

export interface Stage {
  /** As the Dockerfile names it; of the last one empty. */
  readonly name: string
  /** What it begins with: an image, or an earlier stage. */
  readonly from: string
  readonly instructions: readonly Instruction[]
}

const root = join(import.meta.dirname, '../../..')

/** The stages of our Dockerfile, `ARG`s put in, comments and continued lines undone. */
export function readDockerfile(): Stage[] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const args = new Map<string, string>()
  const stages: { name: string; from: string; instructions: Instruction[] }[] = []
  for (const line of lines) {
    const [, name, raw] = /^(\w+)\s+(.*)$/.exec(line) ?? []
    if (name === undefined || raw === undefined) throw new Error(`Dockerfile: ${line}`)
    const text = raw.replace(/\$\{(\w+)\}/g, (whole, arg: string) => args.get(arg) ?? whole)
    if (name === 'ARG') {
      const [arg, value = ''] = text.split('=')
      args.set(arg!, value)
    } else if (name === 'FROM') {
      const [from, , as = ''] = text.split(/\s+/)
      stages.push({ name: as, from: from!, instructions: [] })
    } else stages.at(-1)!.instructions.push({ name, text })
  }
  return stages
}

/** The names that .dockerignore lets through, and what it leaves out of them (ends of names). */
export function readIgnored(): { kept: string[]; without: string[] } {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (lines[0] !== '*') throw new Error('.dockerignore does not begin with all')
  return {
    kept: lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)),
    without: lines.filter((line) => line.startsWith('**/*')).map((line) => line.slice('**/*'.length)),
  }
}

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BenchFile } from './bench-result.ts'

/** A bench that was asked for. */
export interface Chosen {
  readonly name: string
  readonly file: BenchFile
  /** The parts of it that are run; of a bench without parts none. */
  readonly parts: readonly string[]
}

export async function benchNames(): Promise<string[]> {
  const there = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts'))
  return there.map((file) => file.replace(/\.bench\.ts$/, '')).sort()
}

export const loadBench = (name: string): Promise<BenchFile> =>
  import(join(import.meta.dirname, `${name}.bench.ts`))

/**
 * Reads which benches and parts are asked for, such as `big-floor sockets pages fold`: parts follow their bench, which
 * is run whole without any. A text says which word is none.
 */
export async function chosenBenches(words: readonly string[]): Promise<Chosen[] | string> {
  const names = await benchNames()
  const asked: { name: string; file: BenchFile; parts: string[] }[] = []
  for (const word of words.length > 0 ? words : names) {
    const last = asked.at(-1)
    if (names.includes(word)) asked.push({ name: word, file: await loadBench(word), parts: [] })
    else if (last?.file.parts !== undefined && word in last.file.parts) last.parts.push(word)
    else {
      const parts = Object.keys(last?.file.parts ?? {})
      const ofLast = parts.length === 0 ? '' : `; ${last!.name} has the parts ${parts.join(', ')}`
      return `no such bench: ${word}; there are ${names.join(', ')}${ofLast}`
    }
  }
  return asked.map(({ name, file, parts }) => ({
    ...{ name, file },
    parts: parts.length > 0 ? parts : Object.keys(file.parts ?? {}),
  }))
}

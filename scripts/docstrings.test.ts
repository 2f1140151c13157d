import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const core = fileURLToPath(new URL('../core', import.meta.url))

const FUNCTION = /^export (?:async )?function\*? (\w+)/gm
/** A constant that is a function: its parameters in round brackets, a type perhaps, an arrow. */
const ARROW =
  /^export const (\w+)(?:: [^\n]*?)? =\s*(?:async )?(?:<[^>]+>\s*)?\((?:[^()]|\([^()]*\))*\)(?:: [^=]*)? =>/gm

const isBehindDoc = (code: string, at: number) => /\*\/\n$/.test(code.slice(0, at))

/** Whether it makes a thing whose type is explained in the same file: what can be said of the one is said of the other. */
function makesWhatIsExplained(code: string, name: string, at: number): boolean {
  if (!/^(create|new)[A-Z]/.test(name)) return false
  const made = /^[^{]*?\)\s*:\s*(\w+)/.exec(code.slice(at).replace(/\{[^{}]*\}/g, ''))?.[1]
  const type = made === undefined ? null : new RegExp(`^export (?:interface|type) ${made}\\b`, 'm').exec(code)
  return type !== null && isBehindDoc(code, type.index)
}

/** The exported functions of a file of which no comment before them says what they do. */
function undocumentedIn(code: string): string[] {
  return [...code.matchAll(FUNCTION), ...code.matchAll(ARROW)].flatMap(({ 1: name = '', index }) =>
    isBehindDoc(code, index) || makesWhatIsExplained(code, name, index) ? [] : [name],
  )
}

test('what has no docstring is found: a function, an arrow, a maker of what is not explained', () => {
  const code = [
    '/** Said. */\nexport function said(): void {}',
    'export function bare(): void {}',
    'export const arrow = (text: string): text is Kind => true',
    'export const plain = [(a: number) => a]',
    '/** A clock. */\nexport interface Clock {}\nexport function createClock(at: { ms: number }): Clock {}',
    'export interface Wheel {}\nexport function createWheel(): Wheel {}',
  ].join('\n\n')
  expect(undocumentedIn(code)).toEqual(['bare', 'createWheel', 'arrow'])
})

test('every exported function of the core says what it is for', () => {
  const bare = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(\.test|-for-test)\.ts$/.test(name))
    .flatMap((name) =>
      undocumentedIn(readFileSync(join(core, name), 'utf8')).map((each) => `core/${name}: ${each}`),
    )
  expect(bare).toEqual([])
})

import type { Random } from '#scripts/demo/model/random.ts'

/** What programs choke on, in place of what belongs there. */
const HOSTILE: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => 2 ** 53,
  () => '',
  () => ' ',
  () => 'x'.repeat(129),
  () => 'x'.repeat(5_000),
  () => '王'.repeat(6_000),
  () => '\u0000',
  () => '\ud800',
  () => '\u202e1\u200b',
  () => '👨‍👩‍👧‍👦'.repeat(20),
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => '../../../etc/passwd',
  () => "'; drop table event; --",
  () => '<script>alert(1)</script>',
  () => '%00%ff%E0%A4%A',
  () => '1970-01-01T00:00:00Z',
  () => '0000-01-01T00:00:00Z',
  () => '9999-12-31T23:59:59.999Z',
  () => '2026-02-30T25:61:61+99:99',
  () => '2036-01-01T00:00:00Z',
  () => [],
  () => ({}),
  () => [[[[[]]]]],
  () => nested(70),
  () => Array(1_001).fill('q'),
  () => ({ length: 1e9 }),
  () => JSON.parse('{"__proto__":{"polluted":1}}') as unknown,
]

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = { a: value }
  return value
}

export const hostile = (random: Random): unknown => random.pick(HOSTILE)()

type Node = { readonly holder: Record<string, unknown>; readonly key: string }

function nodesOf(holder: Record<string, unknown>, found: Node[] = []): Node[] {
  for (const key of Object.keys(holder)) {
    found.push({ holder, key })
    const value = holder[key]
    if (typeof value === 'object' && value !== null) nodesOf(value as Record<string, unknown>, found)
  }
  return found
}

/** A copy of JSON of which one place is other than it was. */
export function mutateValue(random: Random, value: unknown): unknown {
  const root = { value: structuredClone(value) }
  const nodes = nodesOf(root as Record<string, unknown>)
  const { holder, key } = random.pick(nodes)
  const other = random.pick(nodes)
  const put = (name: string, given: unknown) => Reflect.set(holder, name, given)
  const deeds = [
    () => put(key, hostile(random)),
    () => Reflect.deleteProperty(holder, key),
    () => put(key, structuredClone(other.holder[other.key])),
    () => put(key, [holder[key]]),
    () => put(`${key}_${random.pick(['x', '__proto__', 'é'])}`, hostile(random)),
    () => put(key, String(holder[key])),
  ]
  random.pick(deeds)()
  return root.value
}

/** A text of which something is cut, doubled or put in. */
export function mutateText(random: Random, text: string): string {
  const from = Math.floor(random.next() * (text.length + 1))
  const length = Math.ceil(random.next() * 40)
  const part = text.slice(from, from + length)
  const deeds = [
    () => text.slice(0, from),
    () => text.slice(0, from) + text.slice(from + length),
    () => text.slice(0, from) + part + text.slice(from),
    () => text.slice(0, from) + part.repeat(100) + text.slice(from + length),
    () => text.slice(0, from) + String(hostile(random)) + text.slice(from),
    () => text.slice(0, from) + String.fromCharCode(Math.floor(random.next() * 256)) + text.slice(from + 1),
    () => text.slice(0, from) + '[{"'.repeat(40) + text.slice(from),
  ]
  return random.pick(deeds)()
}

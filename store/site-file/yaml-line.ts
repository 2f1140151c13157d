import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type LineCounter, type Node } from 'yaml'

/**
 * The line of a path in a YAML document: the line of its key where it is one of a map, of the entry in a list,
 * and for what is missing the line of the nearest thing around it.
 */
export function yamlLineOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | null {
  let node: unknown = document.contents
  let offset = offsetOf(node)
  for (const key of path) {
    const step = enter(document, node, key)
    if (step === null) break
    offset = step.offset ?? offset
    node = step.node
  }
  return offset === null ? null : lines.linePos(offset).line
}

function enter(
  document: Document,
  node: unknown,
  key: PropertyKey,
): { node: unknown; offset: number | null } | null {
  const inside = isAlias(node) ? node.resolve(document) : node
  if (isSeq(inside) && typeof key === 'number') {
    const item = inside.items[key]
    return item === undefined ? null : { node: item, offset: offsetOf(item) }
  }
  if (!isMap(inside)) return null
  const pair = inside.items.find((item) => isPair(item) && keyText(item.key) === String(key))
  return pair === undefined ? null : { node: pair.value, offset: offsetOf(pair.key) }
}

const keyText = (key: unknown) => (isScalar(key) ? String(key.value) : String(key))
const offsetOf = (node: unknown) => (node as Node | null)?.range?.[0] ?? null

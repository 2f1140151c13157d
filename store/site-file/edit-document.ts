import { isDeepStrictEqual } from 'node:util'
import {
  Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

type Json = unknown
export type JsonObject = Readonly<Record<string, Json>>

export const isJsonObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Makes a document say `after` where it said `before`: only what differs is touched, so that comments, order and style of
 * everything else stay. Both are what the schema made of it, so that what stands nowhere in the document (a default) is
 * no difference.
 */
export function editDocument(document: Document, before: Json, after: Json): void {
  const { contents } = document
  if (contents === null || !editNode(document, contents, before, after))
    document.contents = newNode(document, after) as typeof document.contents
}

/** The entries of a list are known by their id, a token by its name. */
function keyOf(entry: Json): string | null {
  if (!isJsonObject(entry)) return null
  const key = entry.id ?? entry.name
  return typeof key === 'string' ? key : null
}

/** The keys of a list's entries; null: they cannot be told apart by one. */
export function entryKeys(list: readonly Json[]): string[] | null {
  const keys = list.map(keyOf)
  if (keys.some((key) => key === null) || new Set(keys).size !== keys.length) return null
  return keys as string[]
}

/** As a text was written its new words may say something else: several lines outside of a block, blanks alone in one. */
function setStyle(node: Scalar, text: string): void {
  if (text.trim() === '') node.type = 'QUOTE_DOUBLE'
  else if (node.type !== undefined && (text.includes('\n') ? node.type === 'PLAIN' : BLOCKS.has(node.type)))
    delete node.type
}

const BLOCKS: ReadonlySet<string> = new Set(['BLOCK_LITERAL', 'BLOCK_FOLDED'])

/** A node of a value that stands nowhere yet; blanks alone are in quotes, since in a block they would be lost. */
function newNode(document: Document, value: Json): Node {
  const node = document.createNode(value, { aliasDuplicateObjects: false }) as Node
  visit(node, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.trim() === '') setStyle(scalar, scalar.value)
    },
  })
  return node
}

/** A document that says a value. */
export function documentOf(value: Json): Document {
  const document = new Document(null, { aliasDuplicateObjects: false })
  document.contents = newNode(document, value)
  return document
}

function editMap(document: Document, map: YAMLMap, before: JsonObject, after: JsonObject): void {
  for (const key of Object.keys(before)) if (after[key] === undefined) map.delete(key)
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined || isDeepStrictEqual(before[key], value)) continue
    const node = map.get(key, true) as Node | undefined
    if (node === undefined || !editNode(document, node, before[key], value))
      map.set(document.createNode(key), styled(document, value, map.flow === true))
  }
}

/** Whether a node could be made to say it in place. */
function editNode(document: Document, node: Node, before: Json, after: Json): boolean {
  if (isMap(node) && isJsonObject(before) && isJsonObject(after)) {
    editMap(document, node, before, after)
    return true
  }
  if (isSeq(node) && Array.isArray(before) && Array.isArray(after) && node.items.length === before.length) {
    editList(document, node, before, after)
    return true
  }
  if (isScalar(node) && !isJsonObject(after) && !Array.isArray(after) && typeof node.value === typeof after) {
    node.value = after
    if (typeof after === 'string') setStyle(node, after)
    return true
  }
  return false
}

function editList(document: Document, list: YAMLSeq, before: readonly Json[], after: readonly Json[]): void {
  const keys = entryKeys(before)
  const wanted = entryKeys(after)
  const places = new Map<string, number>()
  const nameOf = (value: Json, key: string | null) => key ?? JSON.stringify(value)
  // An entry without a key of its own is known by what it says.
  for (const [index, value] of before.entries())
    places.set(nameOf(value, keys && wanted && keys[index]!), index)
  const flow =
    list.items.length > 0 ? list.items.every((item) => isCollection(item) && item.flow === true) : false
  const used = new Set<number>()
  list.items = after.map((value, index) => {
    const place = places.get(nameOf(value, keys && wanted && wanted[index]!))
    if (place === undefined || used.has(place)) return styled(document, value, flow)
    used.add(place)
    const node = list.items[place] as Node
    if (isDeepStrictEqual(before[place], value) || editNode(document, node, before[place], value)) return node
    return styled(document, value, flow)
  })
}

/** A new node, written in one line where its neighbours are. */
function styled(document: Document, value: Json, flow: boolean): Node {
  const node = newNode(document, value)
  if (flow && isCollection(node)) node.flow = true
  return node
}

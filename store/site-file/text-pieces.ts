import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, visit } from 'yaml'

/** An entry of a list, in lines of its own. */
export interface TextEntry {
  /** Comments and empty lines between the entry before it and this one. */
  readonly above: string
  readonly own: string
}

/** One part of a site file, such as its people: from the line of its key to the line of the next one's. */
export interface TextSection {
  readonly key: string
  /** The part itself; of a list that was cut into entries, what stands above the first of them. */
  readonly own: string
  /** Null: it is no list of entries that each stand in lines of their own. */
  readonly entries: readonly TextEntry[] | null
  /** The spaces that each entry begins with. */
  readonly indent: string
  /** Comments and empty lines behind it. */
  readonly rest: string
}

/** The text of a site file, cut where its parts and their entries begin, so that each can be written and read alone. */
export interface TextPieces {
  /** Comments above the first part. */
  readonly head: string
  readonly parts: readonly TextSection[]
}

/** The part without what stands behind it. */
export const textOfSection = ({ own, entries }: TextSection): string =>
  own + (entries ?? []).map((entry) => entry.above + entry.own).join('')

/** The text again. */
export const textOfPieces = ({ head, parts }: TextPieces): string =>
  head + parts.map((part) => textOfSection(part) + part.rest).join('')

const NOTHING_SAID = /^([ \t]*(#[^\r\n]*)?\r?\n)*$/
const BEGINNING = /^(---[ \t]*\r?\n|[ \t]*(#[^\r\n]*)?\r?\n)*$/

/**
 * Cuts the text that a document was read from. Null: its parts don't stand by themselves, as where one means another by
 * an alias, or where all is written in braces.
 */
export function cutText(read: string, document: Document.Parsed): TextPieces | null {
  const text = read.endsWith('\n') ? read : `${read}\n`
  const { contents } = document
  if (!isMap(contents) || contents.flow === true || pointsElsewhere(document)) return null
  const starts: number[] = []
  for (const { key } of contents.items) {
    if (!isScalar(key) || typeof key.value !== 'string') return null
    const [from] = key.range!
    if (from !== 0 && text[from - 1] !== '\n') return null
    starts.push(from)
  }
  const head = text.slice(0, starts[0] ?? text.length)
  if (!BEGINNING.test(head)) return null
  const parts = contents.items.map((pair, index) => {
    const lines = { text, from: starts[index]!, to: starts[index + 1] ?? text.length }
    return cutPart(lines, pair.key as Node, isNode(pair.value) ? pair.value : null)
  })
  return parts.every((part) => part !== null) ? { head, parts } : null
}

function pointsElsewhere(document: Document): boolean {
  let found = false
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor === undefined) return undefined
      found = true
      return visit.BREAK
    },
  })
  return found
}

interface Lines {
  readonly text: string
  readonly from: number
  readonly to: number
}

function cutPart(lines: Lines, keyNode: Node, value: Node | null): TextSection | null {
  const { text, from, to } = lines
  const end = endOfLine(text, lastOf(value ?? keyNode))
  const rest = text.slice(end, to)
  if (end > to || !NOTHING_SAID.test(rest)) return null
  const key = String((keyNode as { value?: unknown }).value)
  const cut = isSeq(value) && value.flow !== true ? cutEntries(lines, keyNode, value.items) : null
  return cut === null
    ? { key, own: text.slice(from, end), entries: null, indent: '', rest }
    : { key, ...cut, rest }
}

function cutEntries(
  { text, from }: Lines,
  keyNode: Node,
  items: readonly unknown[],
): Pick<TextSection, 'own' | 'entries' | 'indent'> | null {
  const entries: TextEntry[] = []
  let indent: string | null = null
  let own = ''
  let end = from
  for (const item of items) {
    if (!isNode(item)) return null
    const [at] = item.range!
    const begins = text.lastIndexOf('\n', at - 1) + 1
    const spaces = /^( *)- +$/.exec(text.slice(begins, at))?.[1]
    if (spaces === undefined || (indent !== null && indent !== spaces) || begins < end) return null
    const above = text.slice(end, begins)
    if (indent === null) {
      if (!NOTHING_SAID.test(above.slice(keyNode.range![1] - from).replace(/^[ \t]*:/, ''))) return null
      own = above
    } else if (!NOTHING_SAID.test(above)) return null
    end = endOfLine(text, lastOf(item))
    entries.push({ above: indent === null ? '' : above, own: text.slice(begins, end) })
    indent = spaces
  }
  return indent === null ? null : { own, entries, indent }
}

/** Where the last word of a node ends. */
function lastOf(node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1)
    const inner = isNode(last) ? last : (last as { key?: unknown; value?: unknown } | undefined)
    if (isNode(inner)) return lastOf(inner)
    if (isNode(inner?.value)) return Math.max(lastOf(inner.value), isNode(inner.key) ? lastOf(inner.key) : 0)
    if (isNode(inner?.key)) return lastOf(inner.key)
  }
  return node.range![1]
}

/** The beginning of the line behind a place; a block of text ends with its line already. */
function endOfLine(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at
  const found = text.indexOf('\n', at)
  return found === -1 ? text.length : found + 1
}

import { isDeepStrictEqual } from 'node:util'
import { type Document, isCollection, isSeq, parseDocument, type ToStringOptions } from 'yaml'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { documentOf, editDocument, entryKeys } from './edit-document.ts'
import { cutText, type TextEntry, type TextPieces, type TextSection, textOfSection } from './text-pieces.ts'

type Fields = Readonly<Record<string, unknown>>

/** Lines are never broken for their length: a change should touch no other. */
export const WRITTEN: ToStringOptions = { lineWidth: 0, flowCollectionPadding: true }

/** So many entries of a list are written one by one; of more the list as a whole is the quicker. */
const FEW = 64

/**
 * Makes a text say `after` where it said `before` (both as the schema reads them): only the parts and entries that differ
 * are written and read again, so that a large site costs what was changed of it. Null: that cannot be done so, or what
 * was written does not say what it should; the document as a whole is then to be edited.
 */
export function editPieces(pieces: TextPieces, before: Fields, after: Fields): TextPieces | null {
  const parts = [...pieces.parts]
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [before[key], after[key]]
    if (isDeepStrictEqual(from, to)) continue
    if (to === undefined) return null
    const at = parts.findIndex((part) => part.key === key)
    const made =
      at === -1 ? newPart(key, to) : (editEntries(parts[at]!, from, to) ?? editPart(parts[at]!, from, to))
    const edited = made && keptApart(made)
    if (edited === null) return null
    if (at === -1) parts.push(edited)
    else parts[at] = edited
  }
  return { head: pieces.head, parts }
}

/** What a value of a part says, defaults filled in; undefined: nothing that a site file may say there. */
function saidOf(key: string, value: unknown): unknown {
  const schema = siteSchema.shape[key as keyof Site]
  const read = schema?.safeParse(value)
  return read?.success ? (JSON.parse(JSON.stringify(read.data)) as unknown) : undefined
}

function newPart(key: string, value: unknown): TextSection | null {
  const document = documentOf({ [key]: value })
  return partOf(key, document.toString(WRITTEN), value)
}

/** The part anew, all of it. */
function editPart(part: TextSection, before: unknown, after: unknown): TextSection | null {
  const { key } = part
  const document = parseDocument(textOfSection(part), { stringKeys: true })
  if (document.errors.length > 0) return null
  editDocument(document, { [key]: before }, { [key]: after })
  const edited = partOf(key, document.toString(WRITTEN), after)
  return edited && { ...edited, rest: edited.rest + part.rest }
}

/** A part's text, read: null unless it says what it should. */
function partOf(key: string, text: string, wanted: unknown): TextSection | null {
  const document = parseDocument(text, { stringKeys: true })
  if (document.errors.length > 0) return null
  const said = document.toJS() as Fields
  if (Object.keys(said).join() !== key || !isDeepStrictEqual(saidOf(key, said[key]), wanted)) return null
  const [part, ...others] = cutText(text, document)?.parts ?? []
  return part === undefined || others.length > 0 ? null : part
}

/** A list of which some entries came, went or say something else, the others in the order in which they were. */
function editEntries(part: TextSection, before: unknown, after: unknown): TextSection | null {
  const { entries } = part
  if (entries === null || !Array.isArray(before) || !Array.isArray(after) || after.length === 0) return null
  const [keys, wanted] = [entryKeys(before), entryKeys(after)]
  if (keys === null || wanted === null || keys.length !== entries.length) return null
  const places = new Map(keys.map((key, place) => [key, place]))
  const isFlow = entries.every(({ own }) => /^ *- *[{[]/.test(own))
  const made: TextEntry[] = []
  let reached = -1
  let changed = 0
  for (const [index, value] of after.entries()) {
    const place = places.get(wanted[index]!)
    if (place !== undefined && place < reached) return null
    const entry = place === undefined ? null : entries[place]!
    if (place !== undefined) reached = place
    if (entry !== null && isDeepStrictEqual(before[place!], value)) {
      made.push(entry)
      continue
    }
    changed += 1
    if (changed > FEW) return null
    const own = entryText(part, entry?.own ?? null, { before: before[place ?? -1], after: value, isFlow })
    if (own === null) return null
    made.push({ above: entry?.above ?? '', own })
  }
  const [first, ...others] = made
  // What stands above the first entry is the list's.
  const own = part.own + first!.above
  return { ...part, own, entries: [{ ...first!, above: '' }, ...others] }
}

/** A line that may begin a text of several lines, in which comments and empty lines behind it would be read as its own. */
const BLOCK_TEXT = /[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/m

/** What stands between the entries stays there, although something else may stand before it now; null: it cannot. */
function keptApart(part: TextSection): TextSection | null {
  if (part.entries === null) {
    const rest = behind(part.own, part.rest, '')
    return rest === null ? null : { ...part, rest }
  }
  const entries: TextEntry[] = []
  for (const entry of part.entries) {
    const above = behind(entries.at(-1)?.own ?? '', entry.above, part.indent)
    if (above === null) return null
    entries.push({ ...entry, above })
  }
  const rest = behind(entries.at(-1)!.own, part.rest, part.indent)
  return rest === null ? null : { ...part, entries, rest }
}

/** Comments and empty lines behind a text, as far to the left as it begins where they would become a part of it. */
function behind(text: string, lines: string, indent: string): string | null {
  if (isOwn(text, lines)) return lines
  const apart = lines.replace(/^(?:[ \t]*\r?\n)+/, '').replaceAll(/^[ \t]+(?=#)/gm, indent)
  return isOwn(text, apart) ? apart : null
}

/** Whether a text says before these lines what it says alone. */
function isOwn(text: string, lines: string): boolean {
  if (lines === '' || !BLOCK_TEXT.test(text)) return true
  const [alone, together] = [text, text + lines].map((each) => parseDocument(each, { stringKeys: true }))
  return isDeepStrictEqual(alone!.toJS(), together!.toJS())
}

/** The lines of one entry; null: they don't say what they should. */
function entryText(
  { key, indent }: TextSection,
  own: string | null,
  { before, after, isFlow }: { before: unknown; after: unknown; isFlow: boolean },
): string | null {
  const document = own === null ? listOf(after, isFlow) : parseDocument(own, { stringKeys: true })
  if (own !== null) {
    if (document.errors.length > 0 || !isSeq(document.contents)) return null
    editDocument(document, [before], [after])
  }
  const text = document.toString(WRITTEN).replaceAll(/^(?=.)/gm, indent)
  const read = parseDocument(text, { stringKeys: true })
  const said = read.errors.length === 0 ? saidOf(key, read.toJS()) : undefined
  return isDeepStrictEqual(said, [after]) ? text : null
}

function listOf(value: unknown, isFlow: boolean): Document {
  const document = documentOf([value])
  const [entry] = isSeq(document.contents) ? document.contents.items : []
  if (isFlow && isCollection(entry)) entry.flow = true
  return document
}

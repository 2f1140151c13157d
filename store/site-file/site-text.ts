import { isDeepStrictEqual } from 'node:util'
import { type Document, parseDocument } from 'yaml'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { documentOf, editDocument, type JsonObject } from './edit-document.ts'
import { editJson, jsonTextLike, readJsonText } from './edit-json.ts'
import { editPieces, WRITTEN } from './edit-pieces.ts'
import { expandDocument } from './parse-site.ts'
import { cutText, type TextPieces, textOfPieces } from './text-pieces.ts'

/** A set as the text of a site file from nothing. */
export function textOfSite(site: Site): string {
  return documentOf(site).toString({ lineWidth: 110 })
}

/**
 * The text of a site file that says `after`, made of one that says something else: comments, order and style stay of
 * what both say. A text that cannot be edited so, as with aliases, is written anew.
 */
export function editedText(text: string, after: Site): string {
  const wanted = plain(after)
  const read = readText(text)
  if (read.said === null) return textOfSite(after)
  if (isDeepStrictEqual(read.said, wanted)) return keep(read)
  if (read.json !== undefined) {
    const edited = readText(jsonTextLike(text, editJson(read.json, read.said, wanted)))
    if (isDeepStrictEqual(edited.said, wanted)) return keep(edited)
  }
  const pieces = read.pieces && editPieces(read.pieces, read.said, wanted)
  if (pieces !== null) return keep({ text: textOfPieces(pieces), said: wanted, pieces, json: undefined })
  const document = parseDocument(text, { stringKeys: true })
  editDocument(document, read.said, wanted)
  // What the text says is what counts: a document in lines of braces may be written as one that nobody can read.
  const edited = readText(document.toString(WRITTEN))
  return isDeepStrictEqual(edited.said, wanted) ? keep(edited) : textOfSite(after)
}

interface TextRead {
  readonly text: string
  /** What it says, defaults filled in; null: it is no site file. */
  readonly said: Record<string, unknown> | null
  readonly pieces: TextPieces | null
  /** The value of a text that is JSON, which is read in a hundredth of the time. */
  readonly json: JsonObject | undefined
}

const KEPT_MS = 10 * 60_000
let kept: TextRead | null = null
let forgetting: NodeJS.Timeout | undefined

/** Reading a large site's text costs most of an edit: the last one that was written is kept for a while, for the next. */
function readText(text: string): TextRead {
  if (kept?.text === text) return kept
  const json = readJsonText(text)
  if (json !== undefined) {
    const read = siteSchema.safeParse(json)
    return { text, said: read.success ? plain(read.data) : null, pieces: null, json }
  }
  const document = parseDocument(text, { stringKeys: true })
  const site = document.errors.length === 0 ? saidBy(document) : null
  return site === null
    ? { text, said: null, pieces: null, json }
    : { text, said: plain(site), pieces: cutText(text, document), json }
}

function keep(read: TextRead): string {
  kept = read
  clearTimeout(forgetting)
  forgetting = setTimeout(() => {
    kept = null
  }, KEPT_MS)
  forgetting.unref()
  return read.text
}

/** What a document says, defaults filled in; null: it is no site file. */
function saidBy(document: Document.Parsed): Site | null {
  const value = expandDocument(document)
  const read = value.ok ? siteSchema.safeParse(value.value) : null
  return read?.success ? read.data : null
}

/** Without what is undefined, which says nothing. */
const plain = (site: object) => JSON.parse(JSON.stringify(site)) as Record<string, unknown>

import { isDeepStrictEqual } from 'node:util'
import { type Document, parseDocument, stringify } from 'yaml'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { editDocument } from './edit-document.ts'
import { expandDocument } from './parse-site.ts'

/** A set as the text of a site file from nothing. */
export function textOfSite(site: Site): string {
  return stringify(site, { lineWidth: 110, aliasDuplicateObjects: false })
}

/**
 * The text of a site file that says `after`, made of one that says something else: comments, order and style stay of
 * what both say. A text that cannot be edited so, as with aliases, is written anew.
 */
export function editedText(text: string, after: Site): string {
  const document = documentOf(text)
  const before = document.errors.length === 0 ? saidBy(document) : null
  if (before !== null && isDeepStrictEqual(plain(before), plain(after))) return keep(text, document)
  if (before !== null) {
    editDocument(document, before, plain(after))
    // What the document makes of it is what counts, whatever it looks like.
    if (isDeepStrictEqual(plain(saidBy(document) ?? {}), plain(after)))
      return keep(document.toString({ lineWidth: 0, flowCollectionPadding: true }), document)
  }
  return textOfSite(after)
}

const KEPT_MS = 10 * 60_000
let kept: { readonly text: string; readonly document: Document.Parsed } | null = null
let forgetting: NodeJS.Timeout | undefined

/** Reading a large site's text costs most of an edit: the last one that was written is kept for a while, for the next. */
function documentOf(text: string): Document.Parsed {
  const known = kept?.text === text ? kept.document : null
  kept = null
  return known ?? parseDocument(text, { stringKeys: true })
}

function keep(text: string, document: Document.Parsed): string {
  kept = { text, document }
  clearTimeout(forgetting)
  forgetting = setTimeout(() => {
    kept = null
  }, KEPT_MS)
  forgetting.unref()
  return text
}

/** What a document says, defaults filled in; null: it is no site file. */
function saidBy(document: Document.Parsed): Site | null {
  const value = expandDocument(document)
  const read = value.ok ? siteSchema.safeParse(value.value) : null
  return read?.success ? read.data : null
}

/** Without what is undefined, which says nothing. */
const plain = (site: object) => JSON.parse(JSON.stringify(site)) as Record<string, unknown>

import { type Document, LineCounter, parseDocument } from 'yaml'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { flattenIssues } from '#platform/flatten-issues.ts'
import { pathText, type SiteFault } from '#platform/site-fault.ts'
import { yamlLineOf } from './yaml-line.ts'

export type SiteParsed =
  | { ok: true; site: Site; lineOf: (path: readonly PropertyKey[]) => number | null }
  | { ok: false; faults: SiteFault[] }

/** A site file is written by people: what is larger, or repeats itself more often by aliases, is a mistake or an attack. */
const MAX_BYTES = 1024 * 1024
const MAX_ALIASES = 100
const MAX_EXPLICIT_KEYS = 64

const refused = (message: string, line: number | null = null): SiteParsed => ({
  ok: false,
  faults: [{ line, path: '', message }],
})

/** Reads the text of a site file: syntax and schema, all faults at once, each with its line. */
export function parseSite(text: string): SiteParsed {
  if (Buffer.byteLength(text) > MAX_BYTES) return refused('is larger than 1 MiB')
  if (explicitKeys(text) > MAX_EXPLICIT_KEYS) return refused('has too many keys written with "? "')
  const { document, lines } = readDocument(text)
  if (document.errors.length > 0)
    return {
      ok: false,
      faults: document.errors.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        path: '',
        message,
      })),
    }
  const value = expandDocument(document)
  if (!value.ok) return refused(value.message)
  const read = siteSchema.safeParse(value.value)
  const find = lineFinder(text, { document, lines })
  if (read.success) return { ok: true, site: read.data, lineOf: find }
  const faults = flattenIssues(read.error.issues).map(({ path, ...said }) => ({
    line: find(path),
    path: pathText(path),
    ...said,
  }))
  return { ok: false, faults }
}

interface LinedDocument {
  document: Document
  lines: LineCounter
}

function readDocument(text: string) {
  const lines = new LineCounter()
  return {
    document: parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true }),
    lines,
  }
}

/** Tells the line of a path. The document takes ten times the room of its text: it is read again if it was given up meanwhile. */
function lineFinder(text: string, read: LinedDocument) {
  let kept = new WeakRef(read)
  return (path: readonly PropertyKey[]) => {
    const found = kept.deref() ?? readDocument(text)
    kept = new WeakRef(found)
    return yamlLineOf(found.document, found.lines, path)
  }
}

/** What a document says, its aliases followed; not more of them than a site file needs. */
export function expandDocument(
  document: Document,
): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown }
  } catch (error) {
    // The parser throws ReferenceError for an unknown alias and for more of them than allowed.
    if (error instanceof ReferenceError) return { ok: false, message: error.message }
    throw error
  }
}

/** How often a key is written as "? key": nested ones take the parser minutes, and no site file needs any. */
function explicitKeys(text: string): number {
  return (text.match(/(?:^|[{[,?-])[ \t]*\?\s/gm) ?? []).length
}

import { type AmiMessage, messageOf } from './message.ts'

/** What the bytes of an AMI connection say, one after the other. */
export type AmiItem =
  | { readonly is: 'banner'; readonly version: string }
  | { readonly is: 'message'; readonly message: AmiMessage }
  /** Something that is no AMI: counted by its reason, never fatal. */
  | { readonly is: 'bad'; readonly reason: BadReason }

export type BadReason = 'line_too_long' | 'message_too_large' | 'no_colon' | 'neither_event_nor_response'

export interface AmiParser {
  /** Takes the next bytes, cut anywhere, also inside a character. Gives what they complete. */
  push(chunk: Uint8Array): AmiItem[]
  /** Bytes held of a message that is not complete yet. */
  readonly held: number
}

const BANNER = /^Asterisk Call Manager\/(\S+)/
const LF = 10
const CR = 13

export interface AmiLimits {
  lineBytes: number
  headers: number
}
/** A header of Asterisk is at most some kB; its longest message seen has 2.6 kB. */
export const AMI_LIMITS: AmiLimits = { lineBytes: 65_536, headers: 2_000 }

/** Reads the AMI byte stream of one connection. */
export function createAmiParser(limits: AmiLimits = AMI_LIMITS): AmiParser {
  let rest: Uint8Array[] = []
  let restBytes = 0
  let skippingLine = false
  let headers: (readonly [string, string])[] = []
  let tooLarge = false
  let first = true

  function endMessage(items: AmiItem[]): void {
    const complete = headers
    headers = []
    if (tooLarge) {
      tooLarge = false
      items.push({ is: 'bad', reason: 'message_too_large' })
      return
    }
    if (complete.length === 0) return
    const message = messageOf(complete)
    items.push(
      message === null ? { is: 'bad', reason: 'neither_event_nor_response' } : { is: 'message', message },
    )
  }

  function takeLine(line: string, items: AmiItem[]): void {
    if (line === '') {
      endMessage(items)
      return
    }
    const banner = first ? BANNER.exec(line) : null
    first = false
    if (banner !== null) {
      items.push({ is: 'banner', version: banner[1]! })
      return
    }
    const colon = line.indexOf(':')
    if (colon < 1) items.push({ is: 'bad', reason: 'no_colon' })
    else if (headers.length >= limits.headers) tooLarge = true
    else headers.push([line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')])
  }

  function keep(bytes: Uint8Array, items: AmiItem[]): void {
    if (skippingLine || bytes.length === 0) return
    if (restBytes + bytes.length <= limits.lineBytes) {
      rest.push(bytes)
      restBytes += bytes.length
      return
    }
    skippingLine = true
    rest = []
    restBytes = 0
    items.push({ is: 'bad', reason: 'line_too_long' })
  }

  function completeLine(items: AmiItem[]): void {
    if (skippingLine) {
      skippingLine = false
      return
    }
    const bytes = rest.length === 1 ? Buffer.from(rest[0]!) : Buffer.concat(rest)
    rest = []
    restBytes = 0
    const end = bytes.length > 0 && bytes[bytes.length - 1] === CR ? bytes.length - 1 : bytes.length
    takeLine(bytes.toString('utf8', 0, end), items)
  }

  return {
    push(chunk) {
      const items: AmiItem[] = []
      let start = 0
      for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, start)) {
        keep(chunk.subarray(start, at), items)
        completeLine(items)
        start = at + 1
      }
      keep(chunk.slice(start), items)
      return items
    },
    get held() {
      return restBytes
    },
  }
}

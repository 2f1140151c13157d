/** A quote that a text in code may stand in. */
const QUOTES = new Set(["'", '"', '`'])
/** After these a slash begins a regular expression, after anything else it divides. */
const BEFORE_PATTERN = new Set([...'(,=:[!&|?{};>', ''])

/** Where a quoted text ends that begins at `from`; the code within `${}` of a template counts as its text. */
function endOfText(code: string, from: number): number {
  const quote = code[from]
  let depth = 0
  for (let at = from + 1; at < code.length; at++) {
    const char = code[at]
    if (char === '\\') at++
    else if (quote === '`' && char === '$' && code[at + 1] === '{') depth++
    else if (depth > 0 && char === '}') depth--
    else if (depth > 0 && char !== undefined && QUOTES.has(char)) at = endOfText(code, at) - 1
    else if (depth === 0 && char === quote) return at + 1
  }
  return code.length
}

function endOfPattern(code: string, from: number): number {
  let isClass = false
  for (let at = from + 1; at < code.length; at++) {
    const char = code[at]
    if (char === '\\') at++
    else if (char === '[') isClass = true
    else if (char === ']') isClass = false
    else if (char === '/' && !isClass) return at + 1
  }
  return code.length
}

/** TypeScript without its comments, texts and regular expressions: what is left is read as code, line by line. */
export function codeAlone(code: string): string {
  let bare = ''
  let last = ''
  for (let at = 0; at < code.length; ) {
    const two = code.slice(at, at + 2)
    const char = code[at] ?? ''
    let end = at + 1
    if (two === '//') end = code.indexOf('\n', at)
    else if (two === '/*') end = code.indexOf('*/', at) + 2
    else if (QUOTES.has(char)) end = endOfText(code, at)
    else if (char === '/' && BEFORE_PATTERN.has(last)) end = endOfPattern(code, at)
    else bare += char
    if (end <= at) end = code.length
    if (end > at + 1 && two !== '//' && two !== '/*') bare += "''"
    for (const kept of code.slice(at, end)) if (end > at + 1 && kept === '\n') bare += '\n'
    if (two !== '//' && two !== '/*' && char.trim() !== '') last = char
    at = end
  }
  return bare
}
